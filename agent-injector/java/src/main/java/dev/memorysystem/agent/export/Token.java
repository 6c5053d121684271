package dev.memorysystem.agent.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The pod's token, as its file holds it now. */
final class Token {
  private Token() {}

  /**
   * The header's line with its end; empty without a file, and when the file holds no token. What
   * RFC 6750 does not allow in a token could end the line and begin another header.
   */
  static String header(Optional<Path> file) {
    if (!file.isPresent()) {
      return "";
    }
    String token;
    try {
      token = new String(SmallFile.read(file.get()), StandardCharsets.ISO_8859_1).trim();
    } catch (IOException notThereYet) {
      return "";
    }
    return isToken(token) ? "Authorization: Bearer " + token + "\r\n" : "";
  }

  /** RFC 6750, 2.1: b64token. */
  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "-._~+/=".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
