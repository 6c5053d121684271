package dev.memorysystem.agent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Streams, channels, sockets, native compressors and JDBC connections that nobody closes. */
public final class UnclosedResources implements Rule {
  @Override
  public String name() {
    return "unclosed_resources";
  }

  @Override
  public List<Watched> watched() {
    return Collections.unmodifiableList(
        Arrays.asList(
            Watched.jdk("java.util.zip.Inflater", "end"),
            Watched.jdk("java.util.zip.Deflater", "end"),
            Watched.jdk("java.io.FileInputStream", "close"),
            Watched.jdk("java.io.FileOutputStream", "close"),
            Watched.jdk("java.io.RandomAccessFile", "close"),
            Watched.jdk("sun.nio.ch.FileChannelImpl", "implCloseChannel"),
            Watched.jdk("sun.nio.ch.SocketChannelImpl", "implCloseSelectableChannel"),
            Watched.jdk("java.net.Socket", "close"),
            // one that was laid over another socket closes that one
            Watched.ending("sun.security.ssl.SSLSocketImpl", "close"),
            Watched.jdk("java.net.ServerSocket", "close"),
            Watched.implementations("java.sql.Connection", "close", "abort")));
  }

  @Override
  public boolean hasToBeEnded() {
    return true;
  }

  @Override
  public double budgetCores() {
    return BUDGET;
  }

  /** Share of a core; chosen: what walks may take, for who opens hardly more often. */
  private static final double BUDGET = 0.003;
}
