package com.acme.ticker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Opens a WebSocket connection, asks for one price, closes it (RFC 6455). */
final class Visitor {
  private static final int TIMEOUT_MS = 20_000;
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final byte[] NORMAL = {0x03, (byte) 0xE8};

  private static final byte[] HANDSHAKE =
      """
      GET /ticker HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final int port;

  Visitor(int port) {
    this.port = port;
  }

  String ask(String symbol) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      OutputStream out = socket.getOutputStream();
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out.write(HANDSHAKE);
      upgraded(in);
      out.write(frame(FINAL_TEXT, symbol.getBytes(StandardCharsets.US_ASCII)));
      String price = new String(payload(in, FINAL_TEXT), StandardCharsets.US_ASCII);
      out.write(frame(FINAL_CLOSE, NORMAL));
      payload(in, FINAL_CLOSE);
      return price;
    } catch (SocketTimeoutException e) {
      return "no answer";
    }
  }

  private static void upgraded(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("not upgraded: " + head);
    }
  }

  private static byte[] frame(int kind, byte[] payload) {
    byte[] frame = new byte[2 + MASK.length + payload.length];
    frame[0] = (byte) kind;
    frame[1] = (byte) (MASKED | payload.length);
    System.arraycopy(MASK, 0, frame, 2, MASK.length);
    for (int i = 0; i < payload.length; i++) {
      frame[2 + MASK.length + i] = (byte) (payload[i] ^ MASK[i % MASK.length]);
    }
    return frame;
  }

  private static byte[] payload(DataInputStream in, int kind) throws IOException {
    int first = in.readUnsignedByte();
    byte[] payload = new byte[in.readUnsignedByte()];
    in.readFully(payload);
    if (first != kind) {
      throw new IOException("a frame of kind " + first + " in the place of " + kind);
    }
    return payload;
  }
}
