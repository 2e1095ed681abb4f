using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Ridge regression (Hoerl and Kennard 1970): least squares with a penalty on squared coefficients, ‖y − Xw‖² + λ‖w‖². The penalty is
/// chosen by the errors of leaving each row out, which are known in closed form. Several outputs share penalty and decomposition.
/// </summary>
public sealed class RidgeRegression : RegressionModel
{
    private static readonly Setting<RidgeRegression, double?> _penalty = RidgeSettings.Penalty<RidgeRegression>(model => model.Alpha);

    private static readonly Setting<RidgeRegression, bool> _standardize =
        RidgeSettings.Standardize<RidgeRegression>(model => model.Standardize);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "ridge", typeof(RidgeRegression), "Linear regression with a penalty on squared coefficients.", [_penalty, _standardize],
        values => new RidgeRegression { Alpha = values.Get(_penalty), Standardize = values.Get(_standardize) })
    {
        Shorthand = _penalty,
        Example = "ridge: 1.0",
    };

    /// <summary>The penalty λ, above 0; null to choose it by leaving rows out.</summary>
    public double? Alpha { get; init; }

    /// <summary>Whether features are divided by their standard deviations, so that the penalty does not depend on units.</summary>
    public bool Standardize { get; init; } = true;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureChecks.RequireRows(features.Count, 2, Name);
        return FitLinear(features, targets);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => LinearFit.Load(state);

    /// <summary>Learns from two rows at least.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="targets">The numbers of each row, [row][output].</param>
    internal LinearFit FitLinear(FeatureTable features, double[][] targets)
    {
        FeatureScale scale = FeatureScale.Of(features.Rows, Standardize);
        CenteredTargets centred = new(targets);
        RidgeSolver solver = new(scale.Apply(features.Rows));
        double penalty = Alpha ?? solver.Choose(centred.Outputs);
        double[][] coefficients = solver.Solve(centred.Outputs, penalty);
        double[] spreads =
        [
            .. solver.LeaveOneOut(centred.Outputs, penalty)
                .Select(errors => Math.Sqrt(TensorPrimitives.SumOfSquares<double>(errors) / features.Count)),
        ];
        string description = string.Create(CultureInfo.InvariantCulture, $"ridge regression, penalty {penalty:G3}");
        return centred.Fit(description, features, scale, coefficients, spreads, [], 0);
    }
}
