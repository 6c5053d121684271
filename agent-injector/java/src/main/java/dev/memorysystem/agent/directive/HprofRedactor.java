package dev.memorysystem.agent.directive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Copies a heap dump without the contents of the heap: what stays is which objects there are, of
 * which class and length, and what refers to what. All elements of primitive arrays are zeroed, and
 * so the characters of strings; all primitive fields, static ones too, but for the sizes of
 * java.util's collections; and of the texts only names of classes, fields, methods and source files
 * are kept: HotSpot writes every symbol there is, string literals of the code among them.
 *
 * <p>The format is described in the JDK's heapDumper.cpp; JDK 8 to 25 write versions 1.0.1 and
 * 1.0.2 of it. It is read twice, for names and classes, and to copy it.
 */
final class HprofRedactor {
  private static final int UTF8 = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int FRAME = 0x04;
  private static final int TRACE = 0x05;
  private static final int HEAP_DUMP = 0x0C;
  private static final int HEAP_DUMP_SEGMENT = 0x1C;
  private static final int HEAP_DUMP_END = 0x2C;

  private static final int ROOT_UNKNOWN = 0xFF;
  private static final int ROOT_JNI_GLOBAL = 0x01;
  private static final int ROOT_JNI_LOCAL = 0x02;
  private static final int ROOT_JAVA_FRAME = 0x03;
  private static final int ROOT_NATIVE_STACK = 0x04;
  private static final int ROOT_STICKY_CLASS = 0x05;
  private static final int ROOT_THREAD_BLOCK = 0x06;
  private static final int ROOT_MONITOR_USED = 0x07;
  private static final int ROOT_THREAD_OBJECT = 0x08;
  private static final int CLASS_DUMP = 0x20;
  private static final int INSTANCE_DUMP = 0x21;
  private static final int OBJECT_ARRAY_DUMP = 0x22;
  private static final int PRIMITIVE_ARRAY_DUMP = 0x23;

  /** Of `JAVA PROFILE 1.0.2` and the like. */
  private static final int LONGEST_HEADER = 32;

  private final HprofIo io;
  private final HprofClasses classes;

  private HprofRedactor(HprofIo io, HprofClasses classes) {
    this.io = io;
    this.classes = classes;
  }

  /**
   * @param rest called after every 64 KiB
   * @throws IOException also when there is something in the dump that is not known
   */
  static void redact(FileChannel source, FileChannel target, Runnable rest) throws IOException {
    HprofClasses classes = new HprofClasses();
    pass(source, null, rest, classes);
    pass(source, target, rest, classes);
  }

  private static void pass(
      FileChannel source, @Nullable FileChannel target, Runnable rest, HprofClasses classes)
      throws IOException {
    source.position(0);
    HprofIo io = new HprofIo(source, target, rest);
    new HprofRedactor(io, classes).all();
    io.flush();
  }

  private void all() throws IOException {
    header();
    while (!io.atEnd()) {
      record();
    }
  }

  private void header() throws IOException {
    for (int i = 0; io.copyNumber(1) != 0; i++) {
      if (i == LONGEST_HEADER) {
        throw new IOException("this is no heap dump");
      }
    }
    io.idSize(io.copyNumber(4));
    io.copy(8);
  }

  private void record() throws IOException {
    int tag = (int) io.readNumber(1);
    long time = io.readNumber(4);
    long length = io.readNumber(4);
    switch (tag) {
      case UTF8:
        text(time, length);
        break;
      case LOAD_CLASS:
        head(tag, time, length);
        io.copy(4);
        long classId = io.copyId();
        io.copy(4);
        classes.loaded(classId, io.copyId());
        break;
      case FRAME:
        head(tag, time, length);
        io.copyId();
        classes.name(io.copyId());
        classes.name(io.copyId());
        classes.name(io.copyId());
        io.copy(8);
        break;
      case TRACE:
      case HEAP_DUMP_END:
        head(tag, time, length);
        io.copy(length);
        break;
      case HEAP_DUMP:
      case HEAP_DUMP_SEGMENT:
        head(tag, time, length);
        objects(length);
        break;
      default:
        io.skip(length);
    }
  }

  private void head(int tag, long time, long length) throws IOException {
    io.write(tag, 1);
    io.write(time, 4);
    io.write(length, 4);
  }

  private void text(long time, long length) throws IOException {
    long id = io.readNumber(io.idSize());
    long bytes = length - io.idSize();
    if (!io.copies() && bytes <= HprofClasses.LONGEST_LOOKED_AT) {
      classes.text(id, io.readText((int) bytes));
    } else if (io.copies() && classes.isName(id)) {
      head(UTF8, time, length);
      io.write(id, io.idSize());
      io.copy(bytes);
    } else {
      io.skip(bytes);
    }
  }

  private void objects(long length) throws IOException {
    long end = io.position() + length;
    while (io.position() < end) {
      object();
    }
  }

  private void object() throws IOException {
    int tag = (int) io.copyNumber(1);
    int id = io.idSize();
    switch (tag) {
      case ROOT_UNKNOWN:
      case ROOT_STICKY_CLASS:
      case ROOT_MONITOR_USED:
        io.copy(id);
        break;
      case ROOT_JNI_GLOBAL:
        io.copy(2L * id);
        break;
      case ROOT_NATIVE_STACK:
      case ROOT_THREAD_BLOCK:
        io.copy(id + 4L);
        break;
      case ROOT_JNI_LOCAL:
      case ROOT_JAVA_FRAME:
      case ROOT_THREAD_OBJECT:
        io.copy(id + 8L);
        break;
      case CLASS_DUMP:
        classDump();
        break;
      case INSTANCE_DUMP:
        instance();
        break;
      case OBJECT_ARRAY_DUMP:
        io.copy(id + 4L);
        long references = io.copyNumber(4);
        io.copy(id + references * id);
        break;
      case PRIMITIVE_ARRAY_DUMP:
        io.copy(id + 4L);
        long elements = io.copyNumber(4);
        io.zero(elements * HprofType.size((int) io.copyNumber(1), id));
        break;
      default:
        throw new IOException("the heap dump has a part of the unknown kind " + tag);
    }
  }

  private void classDump() throws IOException {
    long classId = io.copyId();
    io.copy(4);
    long superclass = io.copyId();
    // class loader, signers, protection domain and two reserved; instance size
    io.copy(5L * io.idSize() + 4);
    long constants = io.copyNumber(2);
    for (long i = 0; i < constants; i++) {
      io.copy(2);
      value();
    }
    long statics = io.copyNumber(2);
    for (long i = 0; i < statics; i++) {
      classes.name(io.copyId());
      value();
    }
    int fields = (int) io.copyNumber(2);
    long[] names = new long[fields];
    int[] types = new int[fields];
    for (int i = 0; i < fields; i++) {
      names[i] = io.copyId();
      types[i] = (int) io.copyNumber(1);
    }
    if (!io.copies()) {
      classes.declared(classId, superclass, names, types, io.idSize());
    }
  }

  /** Type and value. */
  private void value() throws IOException {
    int type = (int) io.copyNumber(1);
    int size = HprofType.size(type, io.idSize());
    if (type == HprofType.OBJECT) {
      io.copy(size);
    } else {
      io.zero(size);
    }
  }

  private void instance() throws IOException {
    io.copy(io.idSize() + 4L);
    long classId = io.copyId();
    long length = io.copyNumber(4);
    boolean[] kept = io.copies() ? classes.kept(classId, length) : null;
    if (kept == null) {
      io.zero(length);
    } else {
      io.copy(kept);
    }
  }
}
