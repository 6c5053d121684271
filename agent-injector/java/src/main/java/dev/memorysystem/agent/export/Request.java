package dev.memorysystem.agent.export;

/** One OTLP request, ready to be sent. */
final class Request {
  final String path;
  final byte[] body;
  final int records;

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
