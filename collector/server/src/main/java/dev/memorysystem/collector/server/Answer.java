package dev.memorysystem.collector.server;

import dev.memorysystem.collector.read.ReadQuota;
import dev.memorysystem.collector.receive.HardClose;
import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Follows an answer of HTTP/1.1 until it is written to the connection: Vert.x calls it ended when
 * it is handed over, though whoever asked may not read a byte of it.
 */
final class Answer {
  private Answer() {}

  /**
   * Ends the reading when the answer is written, or the connection is gone. The connection of one
   * that takes too long is closed, unless it is a stream.
   */
  static void follow(RoutingContext context, ReadQuota.Reading reading, Duration longest) {
    HttpConnection connection = context.request().connection();
    long timer =
        context
            .vertx()
            .setTimer(
                longest.toMillis(),
                late -> {
                  if (!reading.isStream()) {
                    HardClose.of(connection);
                  }
                });
    // What is written after the answer is written when the answer is; or fails with it.
    context.addEndHandler(
        end ->
            ((ConnectionBase) connection)
                .channelHandlerContext()
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(
                    written -> {
                      context.vertx().cancelTimer(timer);
                      reading.end();
                    }));
  }
}
