package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A fingerprint of texts and files: SHA-256, of which the first 16 hexadecimal digits are kept. */
final class Digest {
  private static final int BYTES = 8;

  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Digest add(Iterable<String> texts) {
    texts.forEach(text -> add(text.getBytes(StandardCharsets.UTF_8)));
    return add(new byte[0]);
  }

  Digest addFiles(Iterable<Path> files) throws IOException {
    for (Path file : files) {
      add(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
      add(Files.readAllBytes(file));
    }
    return add(new byte[0]);
  }

  private Digest add(byte[] bytes) {
    sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha.update(bytes);
    return this;
  }

  String text() {
    return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
  }
}
