package dev.memorysystem.agent.export;

/**
 * One OTLP request, ready to be sent: every attempt sends the same bytes, by which the collector
 * knows doubles.
 */
final class Request {
  final String path;
  final byte[] body;
  final int records;

  /** Attempts that reached a collector and failed. Of the exporting thread alone. */
  int failures;

  /**
   * @param path appended to the endpoint, for example /v1/logs
   * @param body the message, gzip-compressed protobuf
   * @param records what is lost when the request is
   */
  Request(String path, byte[] body, int records) {
    this.path = path;
    this.body = body;
    this.records = records;
  }
}
