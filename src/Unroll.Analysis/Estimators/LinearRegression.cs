using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Linear regression by least squares, with standard errors and Student's intervals. Where features depend on each other, or are more than
/// rows, the shortest of all best coefficients is taken, and a warning says so.
/// </summary>
public sealed class LinearRegression : RegressionModel
{
    private const double Tolerance = 1e-10;

    internal static Entry<RegressionModel> Entry { get; } = new(
        "linear", typeof(LinearRegression), "Linear regression by least squares.", [], _ => new LinearRegression());

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureChecks.RequireRows(features.Count, 2, Name);
        FeatureScale scale = FeatureScale.Of(features.Rows, isStandardized: true);
        CenteredTargets centred = new(targets);
        double[][] rows = scale.Apply(features.Rows);
        int columns = features.Columns, freedom = rows.Length - 1;
        double[][] coefficients = new double[centred.Outputs.Length][];
        double[][] covariance = [];
        bool isUnique = true;
        if (rows.Length > columns)
        {
            // The triangular factor has the singular values of all rows, without squaring them as products of columns would.
            QR<double> factors = Matrix<double>.Build.DenseOfRowArrays(rows).QR(QRMethod.Thin);
            Svd<double> parts = factors.R.Svd();
            double[] inverses = [.. parts.S.Select(value => value > Tolerance * parts.S[0] && value > 0 ? 1 / value : 0)];
            isUnique = !inverses.Contains(0);
            freedom -= inverses.Count(value => value > 0);
            Matrix<double> vectors = parts.VT.TransposeThisAndMultiply(Matrix<double>.Build.DiagonalOfDiagonalArray(inverses));
            Matrix<double> inverse = vectors * parts.U.Transpose();
            for (int output = 0; output < coefficients.Length; output++)
            {
                Vector<double> target = Vector<double>.Build.Dense(centred.Outputs[output]);
                coefficients[output] = (inverse * factors.Q.TransposeThisAndMultiply(target)).ToArray();
            }

            covariance = vectors.TransposeAndMultiply(vectors).ToRowArrays();
        }
        else
        {
            isUnique = false;
            freedom = 0;
            coefficients = new RidgeSolver(rows).Solve(centred.Outputs, Tolerance * rows.Length);
        }

        for (int j = 0; j < columns; j++)
        {
            for (int k = 0; k < covariance.Length; k++)
            {
                covariance[j][k] /= scale.Scales[j] * scale.Scales[k];
            }
        }

        double[] spreads = freedom <= 0 || covariance.Length == 0 ? []
            : [.. centred.Outputs.Select((target, output) => Math.Sqrt(centred.SumOfErrors(rows, coefficients[output], output) / freedom))];
        string description = $"linear regression, {CountFormatter.Format(columns, "features")}";
        return centred.Fit(description, features, scale, coefficients, spreads, covariance, Math.Max(0, freedom),
            isUnique ? null : rows.Length > columns
                ? "Features depend on each other, so that their coefficients are not the only best ones: leave some out, or take ridge."
                : $"There are {CountFormatter.Format(columns, "features")} for {CountFormatter.Format(rows.Length, "rows")}, so that the "
                    + "fit is exact and says nothing of other rows: take ridge.");
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => LinearFit.Load(state);
}
