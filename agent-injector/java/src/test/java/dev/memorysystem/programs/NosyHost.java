package dev.memorysystem.programs;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets every hook the JDK has for HTTP, and says at the end how often they were called. */
public final class NosyHost {
  private static final AtomicInteger CALLS = new AtomicInteger();

  public static void main(String[] args) throws Exception {
    System.setProperty("socksProxyHost", "198.18.99.99");
    System.setProperty("http.proxyHost", "198.18.99.99");
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            CALLS.incrementAndGet();
            return new PasswordAuthentication("user", new char[] {'x'});
          }
        });
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            CALLS.incrementAndGet();
            return Collections.singletonList(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    CookieHandler.setDefault(
        new CookieHandler() {
          @Override
          public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            CALLS.incrementAndGet();
            return Collections.emptyMap();
          }

          @Override
          public void put(URI uri, Map<String, List<String>> headers) {
            CALLS.incrementAndGet();
          }
        });
    ResponseCache.setDefault(
        new ResponseCache() {
          @Override
          public java.net.CacheResponse get(
              URI uri, String method, Map<String, List<String>> headers) {
            CALLS.incrementAndGet();
            return null;
          }

          @Override
          public java.net.CacheRequest put(URI uri, URLConnection connection) {
            CALLS.incrementAndGet();
            return null;
          }
        });
    URL.setURLStreamHandlerFactory(
        protocol -> {
          if (protocol.startsWith("http")) {
            CALLS.incrementAndGet();
          }
          return null;
        });
    while (StandardInput.awaitLine()) {
      continue;
    }
    System.out.println("calls " + CALLS.get());
  }
}
