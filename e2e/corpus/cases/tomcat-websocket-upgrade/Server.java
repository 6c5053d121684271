package com.acme.ticker;

import java.nio.file.Files;
import java.util.Set;
import javax.servlet.ServletContext;
import javax.websocket.server.ServerContainer;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** An embedded Tomcat with one WebSocket endpoint. */
final class Server {
  private Server() {}

  /** Its port. */
  static int start() throws Exception {
    Tomcat tomcat = new Tomcat();
    String folder = Files.createTempDirectory("ticker-").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder);
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer((classes, servlets) -> endpoint(servlets), Set.of());
    Tomcat.addServlet(context, "default", new org.apache.catalina.servlets.DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private static void endpoint(ServletContext servlets) {
    ServerContainer container =
        (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(Ticker.class);
    } catch (javax.websocket.DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }
}
