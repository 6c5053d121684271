package com.acme.mail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.CRC32;

/** An attachment of a mail, on disk while it is looked at. */
final class Attachment {
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private Attachment() {}

  /** Writes a text to a temporary file, and gives the checksum of what is read back. */
  static long spool(File folder, String name, String text) throws IOException {
    File file = File.createTempFile("attachment-" + name + "-", ".part", folder);
    if (!FIXED) {
      file.deleteOnExit();
    }
    try {
      Files.writeString(file.toPath(), text, StandardCharsets.UTF_8);
      CRC32 checksum = new CRC32();
      checksum.update(Files.readAllBytes(file.toPath()));
      return checksum.getValue();
    } finally {
      Files.delete(file.toPath());
    }
  }
}
