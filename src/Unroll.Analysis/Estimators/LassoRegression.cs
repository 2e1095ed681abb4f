using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// The lasso (Tibshirani 1996), or with an L1 share below 1 the elastic net (Zou and Hastie 2005), by coordinate descent: least squares
/// with a penalty that leaves coefficients out altogether, ‖y − Xw‖² / 2n + λ(ρ‖w‖₁ + (1 − ρ)‖w‖²/2). The penalty is chosen by
/// cross-validation over blocks of neighbouring rows.
/// </summary>
public sealed class LassoRegression : RegressionModel
{
    private const int Folds = 5;

    private static readonly Setting<LassoRegression, double?> _penalty =
        RidgeSettings.Penalty<LassoRegression>(model => model.Alpha, "by cross-validation");

    private static readonly Setting<LassoRegression, double> _share =
        new("l1-ratio", Kind.Number(new NumberRange { Above = 0, AtMost = 1 }), model => model.L1Ratio,
            "Share of the penalty on absolute coefficients; the rest is on squared ones (elastic net).")
        { DefaultValue = 1 };

    private static readonly Setting<LassoRegression, bool> _standardize =
        RidgeSettings.Standardize<LassoRegression>(model => model.Standardize);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "lasso", typeof(LassoRegression), "Linear regression with a penalty that leaves features out.", [_penalty, _share, _standardize],
        values => new LassoRegression
        {
            Alpha = values.Get(_penalty),
            L1Ratio = values.Get(_share),
            Standardize = values.Get(_standardize),
        });

    /// <summary>The penalty λ, above 0; null to choose it by cross-validation.</summary>
    public double? Alpha { get; init; }

    /// <summary>The share ρ of the penalty on absolute coefficients, above 0 and at most 1.</summary>
    public double L1Ratio { get; init; } = 1;

    /// <summary>Whether features are divided by their standard deviations, so that the penalty does not depend on units.</summary>
    public bool Standardize { get; init; } = true;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureChecks.RequireRows(features.Count, Alpha is null ? 2 * Folds : 2, Name);
        return FitEach(targets, target => FitOutput(features, target, cancellation), cancellation);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => RestoreEach(state, LinearFit.Load);

    private LinearFit FitOutput(FeatureTable features, double[] target, CancellationToken cancellation)
    {
        double penalty = Alpha ?? Choose(features.Rows, target, cancellation);
        FeatureScale scale = FeatureScale.Of(features.Rows, Standardize);
        double[][] rows = scale.Apply(features.Rows);
        CenteredTargets centred = new([.. target.Select(value => (double[])[value])]);
        CoordinateDescent descent = new(rows, centred.Outputs[0]);
        double[] coefficients = new double[features.Columns];
        descent.Minimize(coefficients, penalty, L1Ratio, cancellation);
        int used = coefficients.Count(value => value != 0);
        double spread = Math.Sqrt(centred.SumOfErrors(rows, coefficients, 0) / Math.Max(1, rows.Length - used - 1));
        string name = L1Ratio < 1 ? "elastic net" : "lasso";
        return centred.Fit(
            string.Create(CultureInfo.InvariantCulture,
                $"{name}, penalty {penalty:G3}, {used} of {CountFormatter.Format(features.Columns, "features")}"),
            features, scale, [coefficients], [spread], [], 0);
    }

    /// <summary>The penalty with the least squared errors over blocks that were left out.</summary>
    private double Choose(double[][] rows, double[] target, CancellationToken cancellation)
    {
        double[] errors = [];
        double[] penalties = [];
        for (int fold = 0; fold < Folds; fold++)
        {
            (int from, int to) = (fold * rows.Length / Folds, (fold + 1) * rows.Length / Folds);
            int[] kept = [.. Enumerable.Range(0, rows.Length).Where(row => row < from || row >= to)];
            double[][] training = [.. kept.Select(row => rows[row])];
            FeatureScale scale = FeatureScale.Of(training, Standardize);
            double mean = kept.Average(row => target[row]);
            CoordinateDescent descent = new(scale.Apply(training), [.. kept.Select(row => target[row] - mean)]);
            if (fold == 0)
            {
                // One path for all folds, from where no feature is left.
                FeatureScale whole = FeatureScale.Of(rows, Standardize);
                double average = target.Average();
                double greatest = new CoordinateDescent(whole.Apply(rows), [.. target.Select(value => value - average)]).Greatest(L1Ratio);
                penalties = [.. Enumerable.Range(0, 50).Select(i => Math.Max(greatest, 1e-300) * Math.Pow(10, -3 * i / 49.0))];
                errors = new double[penalties.Length];
            }

            double[][] held = scale.Apply(rows[from..to]);
            double[] coefficients = new double[rows[0].Length];
            for (int i = 0; i < penalties.Length; i++)
            {
                descent.Minimize(coefficients, penalties[i], L1Ratio, cancellation);
                double[] predicted = RowProducts.Times(held, coefficients);
                errors[i] += predicted.Select((value, row) => Math.Pow(target[from + row] - mean - value, 2)).Sum();
            }
        }

        return penalties[Array.IndexOf(errors, errors.Min())];
    }
}
