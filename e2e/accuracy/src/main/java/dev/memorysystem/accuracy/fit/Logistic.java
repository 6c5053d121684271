package dev.memorysystem.accuracy.fit;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Logistic regression by iteratively reweighted least squares (McCullagh and Nelder 1989,
 * Generalized Linear Models), with a small ridge. No weight is below 0: a sign that would speak
 * against what it stands for is left out, and the others are fitted again.
 *
 * @param weights the intercept, then one a feature
 */
public record Logistic(double[] weights) {
  private static final int STEPS = 50;

  private static final double CONVERGED = 1e-9;

  /**
   * Penalty on a squared weight, in cases: keeps what separates perfectly finite. Chosen: 0.5 makes
   * the tuning family's findings less sure than they are right.
   */
  private static final double RIDGE = 0.1;

  /** What was seen: its features, whether it leaks, and how much it counts. */
  public record Row(double[] features, boolean leak, double weight) {}

  /**
   * @param rows not empty, all with as many features
   */
  public static Logistic fit(List<Row> rows) {
    int features = rows.getFirst().features().length;
    boolean[] used = new boolean[features];
    Arrays.fill(used, true);
    while (true) {
      double[] weights = fit(rows, used);
      int worst = -1;
      for (int f = 0; f < features; f++) {
        boolean lower = used[f] && weights[f + 1] < 0;
        worst = lower && (worst < 0 || weights[f + 1] < weights[worst + 1]) ? f : worst;
      }
      if (worst < 0) {
        return new Logistic(weights);
      }
      used[worst] = false;
    }
  }

  /** Of 0 to 1. */
  public double probability(double[] features) {
    double sum = weights[0];
    for (int f = 0; f < features.length; f++) {
      sum += weights[f + 1] * features[f];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static double[] fit(List<Row> rows, boolean[] used) {
    int[] columns = columns(used);
    double[] found = new double[columns.length + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] next = step(rows, columns, found);
      double moved = 0;
      for (int i = 0; i < next.length; i++) {
        moved = Math.max(moved, Math.abs(next[i] - found[i]));
      }
      found = next;
      if (moved < CONVERGED) {
        break;
      }
    }
    double[] all = new double[used.length + 1];
    all[0] = found[0];
    for (int i = 0; i < columns.length; i++) {
      all[columns[i] + 1] = found[i + 1];
    }
    return all;
  }

  private static int[] columns(boolean[] used) {
    int[] columns = new int[used.length];
    int count = 0;
    for (int f = 0; f < used.length; f++) {
      if (used[f]) {
        columns[count++] = f;
      }
    }
    return Arrays.copyOf(columns, count);
  }

  /** One step of Newton's method. */
  private static double[] step(List<Row> rows, int[] columns, double[] before) {
    int n = columns.length + 1;
    double[][] curvature = new double[n][n];
    double[] gradient = new double[n];
    double[] x = new double[n];
    for (Row row : rows) {
      x[0] = 1;
      double sum = before[0];
      for (int i = 1; i < n; i++) {
        x[i] = row.features()[columns[i - 1]];
        sum += before[i] * x[i];
      }
      double said = 1 / (1 + Math.exp(-sum));
      double off = row.weight() * ((row.leak() ? 1 : 0) - said);
      double bend = row.weight() * Math.max(1e-9, said * (1 - said));
      for (int i = 0; i < n; i++) {
        gradient[i] += off * x[i];
        for (int j = 0; j < n; j++) {
          curvature[i][j] += bend * x[i] * x[j];
        }
      }
    }
    for (int i = 1; i < n; i++) {
      gradient[i] -= RIDGE * before[i];
      curvature[i][i] += RIDGE;
    }
    var moved =
        new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false))
            .getSolver()
            .solve(new ArrayRealVector(gradient, false));
    return new ArrayRealVector(before).add(moved).toArray();
  }
}
