package dev.memorysystem.agent.directive;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A heap dump of one class `A` with a static number, and one array; and a text that is no name. */
final class HprofExample {
  static final String SECRET = "swordfish";

  private HprofExample() {}

  static byte[] dump() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    header(out, 8);
    text(out, 1, "A");
    text(out, 2, "number");
    text(out, 3, SECRET);
    record(out, 0x02, loadClass(11, 1));
    record(out, 0x1C, objects());
    record(out, 0x2C, new byte[0]);
    return bytes.toByteArray();
  }

  static void header(DataOutputStream out, int idSize) throws IOException {
    out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(idSize);
    out.writeLong(1_700_000_000_000L);
  }

  static void record(DataOutputStream out, int tag, byte[] body) throws IOException {
    out.writeByte(tag);
    out.writeInt(0);
    out.writeInt(body.length);
    out.write(body);
  }

  private static void text(DataOutputStream out, long id, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var body = new DataOutputStream(bytes);
    body.writeLong(id);
    body.write(text.getBytes(StandardCharsets.UTF_8));
    record(out, 0x01, bytes.toByteArray());
  }

  private static byte[] loadClass(long classId, long name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var body = new DataOutputStream(bytes);
    body.writeInt(1);
    body.writeLong(classId);
    body.writeInt(1);
    body.writeLong(name);
    return bytes.toByteArray();
  }

  private static byte[] objects() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var body = new DataOutputStream(bytes);
    body.writeByte(0x20);
    body.writeLong(11);
    body.writeInt(1);
    body.write(new byte[6 * 8]);
    body.writeInt(16);
    body.writeShort(0);
    body.writeShort(1);
    body.writeLong(2);
    body.writeByte(11);
    body.write("password".getBytes(StandardCharsets.US_ASCII));
    body.writeShort(0);
    body.writeByte(0x23);
    body.writeLong(21);
    body.writeInt(1);
    body.writeInt(SECRET.length());
    body.writeByte(8);
    body.write(SECRET.getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }
}
