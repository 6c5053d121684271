package dev.memorysystem.collector.receive;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the messages within a message before any is built: two bytes of protobuf or JSON can stand
 * for an object of a hundred, so a bound on bytes is no bound on memory.
 */
final class Elements {
  /**
   * Of an export request; a full default batch of an OpenTelemetry SDK (512 records) has 25,000.
   */
  static final int MAX =
      (int) Math.min(250_000, Runtime.getRuntime().maxMemory() / (16 * Elements.BYTES));

  /** Of memory that an element takes once it is built, about. */
  private static final long BYTES = 128;

  /** Messages within messages; protobuf's own default. */
  private static final int MAX_DEPTH = 100;

  private int count;

  /** One more, or refuses. */
  void add() throws Refused {
    if (++count > MAX) {
      throw new Refused(
          Refused.Reason.TOO_LARGE,
          "the request has more than %d elements; send smaller batches".formatted(MAX));
    }
  }

  /**
   * Walks a serialized message.
   *
   * @throws IOException when it is not of this type's wire format
   */
  void addAll(byte[] message, Descriptor type) throws IOException, Refused {
    walk(CodedInputStream.newInstance(message), type, 0);
  }

  private void walk(CodedInputStream in, Descriptor type, int depth) throws IOException, Refused {
    add();
    if (depth > MAX_DEPTH) {
      throw new IOException("messages are nested more than " + MAX_DEPTH + " deep");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean message =
          field != null
              && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (message) {
        int outer = in.pushLimit(in.readRawVarint32());
        walk(in, field.getMessageType(), depth + 1);
        in.popLimit(outer);
      } else if (!in.skipField(tag)) {
        throw new IOException("a group ends that did not begin");
      }
    }
  }
}
