package com.acme.reports;

import java.sql.DriverManager;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Reports on an embedded database. */
public final class ReportService {
  private ReportService() {}

  public static void main(String[] arguments) throws Exception {
    Report report = new Report(DriverManager.getConnection("jdbc:h2:mem:reports"));
    Load.run(
        Double.parseDouble(arguments[0]),
        1,
        request -> Exchange.receive(request, 4).answer("total " + report.run(request)));
  }
}
