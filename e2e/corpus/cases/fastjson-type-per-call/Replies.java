package com.acme.gateway;

import com.alibaba.fastjson.JSON;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Reads the answers of backends. */
final class Replies {
  private final boolean typeOnce;
  private final Type once = new Typed(Reply.class, Account.class);

  /**
   * @param typeOnce whether all documents are read as the same type object
   */
  Replies(boolean typeOnce) {
    this.typeOnce = typeOnce;
  }

  Reply<Account> read(String json) {
    return JSON.parseObject(json, typeOnce ? once : new Typed(Reply.class, Account.class));
  }

  private static final class Typed implements ParameterizedType {
    private final Class<?> raw;
    private final Type[] arguments;

    Typed(Class<?> raw, Type... arguments) {
      this.raw = raw;
      this.arguments = arguments;
    }

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public Type getOwnerType() {
      return null;
    }
  }
}
