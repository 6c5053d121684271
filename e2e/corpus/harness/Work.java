package org.pacedload;

/** What a service does for one request. */
@FunctionalInterface
public interface Work {
  /**
   * @param request its number, from 0
   */
  void handle(long request) throws Exception;
}
