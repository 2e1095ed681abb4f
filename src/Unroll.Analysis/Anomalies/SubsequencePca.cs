using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// Principal components of windows: what usual windows have in common explains them, and an unusual one is what the components leave of it
/// (Jolliffe 2002). Components are those of all windows but the tenth that a first fit explains worst.
/// </summary>
public sealed class SubsequencePca : AnomalyDetector
{
    private const int FewestRows = 4;
    private const int MostRows = 1000;
    private const int MostWindows = 5000;
    private const double Trimmed = 0.1;

    private static readonly Setting<SubsequencePca, int?> _rows =
        new("window", Kind.Optional(Kind.Integer(FewestRows, MostRows)), pca => pca._window, "Rows of a window.")
        { DefaultNote = "a season, or by the length of the series" };

    private static readonly Setting<SubsequencePca, double> _share =
        new("variance", Kind.Number(NumberRange.Fraction), pca => pca._variance, "Share of the variance that components explain.")
        { DefaultValue = 0.9 };

    private readonly int? _window;
    private readonly double _variance;

    /// <summary>Creates the detector.</summary>
    /// <param name="window">Rows of a window, 4 to 1,000; by default a season, or by the length of the series.</param>
    /// <param name="variance">The share of the variance that components explain together, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window or the share is out of range.</exception>
    public SubsequencePca(int? window = null, double variance = 0.9)
    {
        if (window is < FewestRows or > MostRows)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"A window has {FewestRows} to {MostRows} rows.");
        }

        if (!(variance > 0 && variance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "The share of the variance lies between 0 and 1.");
        }

        (_window, _variance) = (window, variance);
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "subsequence-pca", typeof(SubsequencePca), "What principal components leave of windows.", [_rows, _share],
        values => new SubsequencePca(values.Get(_rows), values.Get(_share)))
    {
        Formula = "‖(I − V·Vᵀ)·(w_t − mean)‖ / √m",
        Example = "subsequence-pca: {window: 48}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int length = SeriesWindows.LengthFor(_window, series, "Principal components");
        RobustScale scale = RobustScale.Of(series.Values);
        SeriesWindows windows = SeriesWindows.Of(series, length, scale);
        int[] starts = windows.Starts(MostWindows);
        Components components = Fit(windows, starts);
        double[] errors = [.. starts.Select(start => components.Error(windows[start]))];
        double limit = errors.Order().ElementAt((int)((1 - Trimmed) * (errors.Length - 1)));
        components = Fit(windows, [.. starts.Where((_, k) => errors[k] <= limit)]);
        return scored =>
        {
            SeriesWindows others = SeriesWindows.Of(scored, length, scale);
            return new RawScores(others.RowScores(start => components.Error(others[start])))
            {
                Unit = "root mean squared error",
                Gap = length / 2,
                MinThreshold = SeriesWindows.LeastUnusual,
                Notes = [$"Windows of {CountFormatter.Format(length, "rows")}, {CountFormatter.Format(components.Count, "components")}."],
            };
        };
    }

    private Components Fit(SeriesWindows windows, int[] starts)
    {
        int length = windows.Length;
        Matrix<double> matrix = Matrix<double>.Build.Dense(starts.Length, length, (row, k) => windows[starts[row]][k]);
        double[] mean = [.. matrix.ColumnSums().Select(sum => sum / starts.Length)];
        matrix.MapIndexedInplace((_, k, value) => value - mean[k]);
        Evd<double> values = matrix.TransposeThisAndMultiply(matrix).Evd(Symmetricity.Symmetric);
        double all = values.EigenValues.Sum(value => Math.Max(0, value.Real)), explained = 0;
        List<double[]> vectors = [];
        for (int k = length - 1; k >= 0 && explained < _variance * all && vectors.Count < length / 2; k--)
        {
            explained += values.EigenValues[k].Real;
            vectors.Add(values.EigenVectors.Column(k).ToArray());
        }

        return new Components(mean, vectors);
    }

    /// <summary>The mean of windows and their components.</summary>
    private sealed class Components(double[] mean, List<double[]> vectors)
    {
        private const double Rounding = 1e-9;

        public int Count => vectors.Count;

        /// <summary>The root mean squared difference of a window and what the components make of it.</summary>
        public double Error(ReadOnlySpan<double> window)
        {
            double[] rest = new double[window.Length];
            double size = 0;
            for (int k = 0; k < rest.Length; k++)
            {
                rest[k] = window[k] - mean[k];
                size += window[k] * window[k];
            }

            foreach (double[] vector in vectors)
            {
                double along = System.Numerics.Tensors.TensorPrimitives.Dot<double>(rest, vector);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(vector, -along, rest, rest);
            }

            double left = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(rest);
            return left <= Rounding * Rounding * size ? 0 : Math.Sqrt(left / rest.Length);
        }
    }
}
