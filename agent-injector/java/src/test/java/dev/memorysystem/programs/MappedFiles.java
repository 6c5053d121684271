package dev.memorysystem.programs;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps a file a hundred times each time it is told to, and keeps that. At the end of its standard
 * input it says how many mappings it has, and ends with 7.
 */
public final class MappedFiles {
  private static final List<ByteBuffer> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("mapped", null);
    Files.write(file, new byte[4096]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int read = System.in.read(); read >= 0; read = System.in.read()) {
        for (int i = 0; i < 100; i++) {
          KEPT.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, 4096));
        }
      }
    }
    System.out.println(KEPT.size());
    System.exit(7);
  }
}
