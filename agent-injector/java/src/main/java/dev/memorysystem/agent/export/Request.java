package dev.memorysystem.agent.export;

/**
 * One request, ready to be sent: every attempt sends the same bytes, by which the collector knows
 * doubles.
 */
final class Request {
  private static final byte[] NOTHING = new byte[0];

  final String method;
  final String path;

  /** Lines of the head with their ends. */
  final String headers;

  final byte[] body;
  final int records;

  /** Attempts that reached a collector and failed. Of the exporting thread alone. */
  int failures;

  private Request(String method, String path, String headers, byte[] body, int records) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.records = records;
  }

  /**
   * An OTLP request.
   *
   * @param path appended to the endpoint, for example /v1/logs
   * @param body the message, gzip-compressed protobuf
   * @param records what is lost when the request is
   */
  static Request post(String path, byte[] body, int records) {
    return new Request(
        "POST",
        path,
        "Content-Type: application/x-protobuf\r\nContent-Encoding: gzip\r\nContent-Length: "
            + body.length
            + "\r\n",
        body,
        records);
  }

  /**
   * A question.
   *
   * @param headers lines with their ends
   */
  static Request get(String path, String headers) {
    return new Request("GET", path, headers, NOTHING, 0);
  }
}
