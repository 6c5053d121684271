package dev.memorysystem.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Repeats its standard input; at its end says so on both streams and ends with 7. */
public final class Echo {
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("echo " + line);
    }
    System.out.println("end");
    System.err.println("end of input");
    System.exit(7);
  }
}
