package dev.memorysystem.collector.receive;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection at once. {@link HttpConnection#close()} waits until all that is queued is
 * written: for ever, when the peer does not read.
 */
public final class HardClose {
  private HardClose() {}

  /**
   * From any thread; its close handler is called as ever.
   *
   * @param connection as Vert.x made it
   */
  public static void of(HttpConnection connection) {
    // From the first handler on: a close that goes through all of them waits as said.
    ChannelHandlerContext first = ((ConnectionBase) connection).channel().pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }
}
