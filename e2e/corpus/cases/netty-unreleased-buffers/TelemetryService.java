package com.acme.telemetry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Takes in frames of measurements. */
public final class TelemetryService {
  private static final int FRAME = 96 << 10;

  private final boolean released = Boolean.getBoolean("fixed");

  public static void main(String[] arguments) throws Exception {
    TelemetryService service = new TelemetryService();
    Load.run(Double.parseDouble(arguments[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 24);
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FRAME);
    while (frame.writableBytes() > 1_024) {
      frame.writeCharSequence(exchange.field(frame.writerIndex() % 24), StandardCharsets.UTF_8);
    }
    String answer = decode(frame, request);
    exchange.answer(answer);
  }

  private String decode(ByteBuf frame, long request) {
    if (request % 8 == 0) {
      if (released) {
        frame.release();
      }
      return "a heartbeat";
    }
    try {
      return frame.toString(0, 40, StandardCharsets.UTF_8);
    } finally {
      frame.release();
    }
  }
}
