package dev.memorysystem.agent.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/** A resource of the agent's as a URL of its own kind: the JDK's would stay in a cache of jars. */
final class InstResource extends URLStreamHandler {
  private final Bytes bytes;

  private InstResource(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Reads it anew each time; null: there is none. */
  interface Bytes {
    byte @Nullable [] read() throws IOException;
  }

  @SuppressWarnings("deprecation") // its successor came with Java 20
  static URL url(String path, Bytes bytes) throws MalformedURLException {
    return new URL("memory-system", "", -1, "/" + path, new InstResource(bytes));
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {}

      @Override
      public InputStream getInputStream() throws IOException {
        byte[] content = bytes.read();
        if (content == null) {
          throw new FileNotFoundException(url.getPath());
        }
        return new ByteArrayInputStream(content);
      }
    };
  }
}
