using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Models;

/// <summary>A vector autoregression that forecasts its first column by the past of all.</summary>
/// <param name="recursion">The equations.</param>
/// <param name="used">Places of the other columns among the related series.</param>
/// <param name="series">The history.</param>
/// <param name="errors">The standard errors of the coefficients of the first column; null where they are not known.</param>
internal sealed class VectorForecastFit(VectorRecursion recursion, int[] used, ObservedSeries series, double[]? errors = null) : ForecastFit
{
    private readonly double[][] _columns = Columns(series, used);

    public override string Description => FormattableString.Invariant($"VAR({recursion.Order})")
        + (used.Length == 0 ? "" : $" of {CountFormatter.Format(recursion.Size, "series")}");

    public override double[] Fitted => field ??= recursion.Fitted(_columns, 0);

    public override IReadOnlyList<ParameterEstimate> Parameters =>
        [.. recursion.Coefficients[0].Select((value, i) => new ParameterEstimate(NameOf(i), value, errors?[i]))];

    /// <summary>The columns of a series and those of the related ones that are used.</summary>
    /// <param name="series">The series.</param>
    /// <param name="used">Places of the related series.</param>
    /// <exception cref="InputException">A value is missing or infinite, or a length differs.</exception>
    public static double[][] Columns(ObservedSeries series, IReadOnlyList<int> used)
    {
        double[][] columns = [series.Values, .. used.Select(place => series.RelatedSeries[place])];
        foreach (double[] column in columns)
        {
            SeriesChecks.RequireComplete(column, "A vector autoregression");
        }

        return columns.Select(column => column.Length).Distinct().Count() == 1 ? columns
            : throw new InputException(
                $"The series has {CountFormatter.Format(series.Values.Length, "values")}, but the related ones have "
                + $"{string.Join(", ", columns.Skip(1).Select(column => column.Length))}: give a value of each at the same times.");
    }

    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = VectorAutoregression.SavedAs,
        ["related"] = new JsonArray([.. used.Select(place => (JsonNode)place)]),
        ["coefficients"] = new JsonArray([.. recursion.Coefficients.Select(own => (JsonNode)AppliedFits.Numbers(own))]),
        ["covariance"] = new JsonArray([.. recursion.Covariance.EnumerateRows().Select(row => (JsonNode)AppliedFits.Numbers(row))]),
    };

    public static VectorForecastFit FromJson(JsonObject json, ObservedSeries series)
    {
        int[] used = [.. json["related"]!.AsArray().Select(place => place!.GetValue<int>())];
        if (used.Length > 0 && used.Max() >= series.RelatedSeries.Length)
        {
            throw new InputException(
                $"The model was fitted with {CountFormatter.Format(used.Max() + 1, "related series")}, but the history has "
                + $"{series.RelatedSeries.Length}: give it the same ones.");
        }

        double[][] coefficients = Rows("coefficients"), covariance = Rows("covariance");
        int size = used.Length + 1, own = coefficients.Length == 0 ? 0 : coefficients[0].Length;
        return own % size == 1 % size && own > 0 && coefficients.Length == size && coefficients.All(row => row.Length == own)
            && covariance.Length == size && covariance.All(row => row.Length == size)
            ? new VectorForecastFit(
                new VectorRecursion(
                    Matrix<double>.Build.DenseOfColumnArrays(coefficients), Matrix<double>.Build.DenseOfRowArrays(covariance)),
                used, series)
            : throw new FormatException("The coefficients of a vector autoregression are not as many as its lags.");

        double[][] Rows(string key) => [.. json[key]!.AsArray().Select(AppliedFits.Numbers)];
    }

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) =>
        [.. origins.Select(origin => recursion.Forecast(_columns, origin, horizon)[0])];

    protected override ForecastResult ForecastCore(int horizon, double[][] regressors) =>
        new(recursion.Forecast(_columns, series.Values.Length, horizon)[0], recursion.StandardErrors(horizon)[0]);

    private string NameOf(int coefficient)
    {
        (int lag, int column) = Math.DivRem(coefficient - 1, recursion.Size);
        return coefficient == 0 ? "constant"
            : FormattableString.Invariant($"lag-{lag + 1}")
                + (column == 0 ? "" : FormattableString.Invariant($"-of-{used[column - 1] + 1}"));
    }
}
