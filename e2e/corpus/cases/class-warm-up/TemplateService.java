package com.acme.templates;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Renders pages of a large site, each from a template of its own. */
public final class TemplateService {
  private static final int TEMPLATES = 2_500;

  private final Map<Integer, Template> compiled = new ConcurrentHashMap<>();

  public static void main(String[] args) throws InterruptedException {
    TemplateService service = new TemplateService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int length = 0;
    for (int part = 0; part < 2; part++) {
      int number = (int) (TEMPLATES * Math.pow(random.nextDouble(), 4));
      Template template = compiled.computeIfAbsent(number, each -> Compiler.compile());
      length += template.render(exchange.field(part), 40).length();
    }
    exchange.answer("length " + length);
  }
}
