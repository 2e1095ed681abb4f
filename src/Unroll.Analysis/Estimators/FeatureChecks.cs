using System.Globalization;
using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>Checks of tables before an estimator learns from them or predicts them, each with a sentence of what to do.</summary>
internal static class FeatureChecks
{
    /// <summary>The largest value whose square, and sums of many, are well within doubles.</summary>
    private const double Largest = 1e150;

    /// <summary>The least difference whose square is.</summary>
    private const double Least = 1e-150;

    /// <summary>Refuses a table without rows or features, with rows of unequal lengths, or with missing or infinite values.</summary>
    /// <param name="features">The table.</param>
    /// <param name="estimator">The estimator's name.</param>
    /// <param name="readsSeries">Whether rows are series, which may differ in length.</param>
    /// <param name="columns">The features that were learned from; null where they are learned now.</param>
    /// <exception cref="InputException">The table is none that the estimator can do with.</exception>
    public static void Require(FeatureTable features, string estimator, bool readsSeries, int? columns = null)
    {
        if (columns is null && features.Count == 0)
        {
            throw new InputException($"There are no rows, so that {estimator} has nothing to learn from: give some.");
        }

        int expected = columns ?? features.Columns;
        for (int row = 0; row < features.Count; row++)
        {
            double[] values = features.Rows[row];
            if (values.Length == 0 || (!readsSeries && values.Length != expected))
            {
                throw new InputException(values.Length == 0
                    ? $"Row {row} (from 0) has no values, so that {estimator} can do nothing with it: give it features, or leave it out."
                    : $"Row {row} (from 0) has {CountFormatter.Format(values.Length, "features")}, where {expected} "
                        + $"{(columns is null ? "are in the first row" : "were learned from")}: give each row as many.");
            }

            if (values.Length % features.Channels != 0)
            {
                throw new InputException(
                    $"Row {row} (from 0) has {CountFormatter.Format(values.Length, "values")}, which are no whole number of steps of "
                    + $"{CountFormatter.Format(features.Channels, "channels")}.");
            }

            RequireFinite(values, row, estimator);
        }

        if (columns is null)
        {
            RequireDifferences(features.Rows, readsSeries ? features.Channels : expected, estimator);
        }
    }

    /// <summary>Refuses targets that are missing, infinite, or as many as rows only by chance.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="targets">The targets, [row][output].</param>
    /// <param name="estimator">The estimator's name.</param>
    /// <exception cref="InputException">The targets do not fit.</exception>
    public static void RequireTargets(int rows, double[][] targets, string estimator)
    {
        if (targets.Length != rows)
        {
            throw new InputException(
                $"There are {CountFormatter.Format(rows, "rows")} of features but {CountFormatter.Format(targets.Length, "targets")}: "
                + "give as many of both.");
        }

        RowChecks.RequireEach(targets, nameof(targets));
        for (int row = 0; row < targets.Length; row++)
        {
            if (targets[row].Length == 0 || targets[row].Length != targets[0].Length)
            {
                throw new InputException(
                    $"Row {row} (from 0) has {CountFormatter.Format(targets[row].Length, "targets")}, the first has {targets[0].Length}: "
                    + "give each row as many, at least 1.");
            }

            if (!Array.TrueForAll(targets[row], double.IsFinite))
            {
                throw new InputException(
                    $"The target of row {row} (from 0) is missing or infinite, so that {estimator} cannot learn it: leave the row out.");
            }

            int large = Array.FindIndex(targets[row], target => Math.Abs(target) > Largest);
            if (large >= 0)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The target of row {row} (from 0) is {targets[row][large]}, too large to be squared: divide the targets by a ")
                    + "power of ten.");
            }
        }

        RequireDifferences(targets, targets[0].Length, estimator);
    }

    /// <summary>Refuses classes that are none.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="labels">The classes, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="InputException">The labels do not fit.</exception>
    public static void RequireLabels(int rows, int[] labels, int classes)
    {
        if (labels.Length != rows)
        {
            throw new InputException(
                $"There are {CountFormatter.Format(rows, "rows")} of features but {CountFormatter.Format(labels.Length, "labels")}: "
                + "give as many of both.");
        }

        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
        {
            throw new InputException(
                $"The label of row {wrong} (from 0) is {labels[wrong]}, where classes are numbered from 0 to {classes - 1}.");
        }
    }

    /// <summary>Refuses too few rows.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="least">The fewest that will do.</param>
    /// <param name="estimator">The estimator's name.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static void RequireRows(int rows, int least, string estimator)
    {
        if (rows < least)
        {
            throw new InputException(
                $"{estimator} learns from at least {CountFormatter.Format(least, "rows")}, but got {rows}: give more.");
        }
    }

    private static void RequireFinite(double[] values, int row, string estimator)
    {
        int wrong = Array.FindIndex(values, value => !(Math.Abs(value) <= Largest));
        if (wrong >= 0)
        {
            string what = double.IsNaN(values[wrong]) ? "missing" : double.IsInfinity(values[wrong]) ? "infinite"
                : string.Create(CultureInfo.InvariantCulture, $"{values[wrong]}, too large to be squared");
            throw new InputException(
                $"Value {wrong} of row {row} (both from 0) is {what}, and {estimator} needs a number there: "
                + (double.IsFinite(values[wrong]) ? "divide the feature by a power of ten." : "fill the gap, or leave the row out."));
        }
    }

    /// <summary>Refuses columns that are not constant, but differ by too little for their differences to be squared.</summary>
    private static void RequireDifferences(double[][] rows, int columns, string estimator)
    {
        double[] low = new double[columns], high = new double[columns];
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        foreach (double[] row in rows)
        {
            for (int start = 0; start < row.Length; start += columns)
            {
                ReadOnlySpan<double> step = row.AsSpan(start, columns);
                TensorPrimitives.Min(low, step, low);
                TensorPrimitives.Max(high, step, high);
            }
        }

        for (int j = 0; j < columns; j++)
        {
            if (high[j] > low[j] && high[j] - low[j] < Least)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column {j} (from 0) goes from {low[j]} to {high[j]}, too close for {estimator} to square differences: multiply ")
                    + "it by a power of ten.");
            }
        }
    }
}
