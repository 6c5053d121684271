package shop.web;

/** Answers one request. */
@FunctionalInterface
public interface Handler {
  /**
   * @param path the request's path below the route, without a leading slash
   * @param body the request's body, empty when it has none
   */
  Response answer(String path, String body);
}
