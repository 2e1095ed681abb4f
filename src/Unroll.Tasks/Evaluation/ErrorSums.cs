using Unroll.Metrics;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>Sums of errors in double precision, which the measures of numbers are made of: the terms are those of Unroll.Metrics.</summary>
internal struct ErrorSums
{
    private double _absolute;
    private double _squared;
    private double _percentage;
    private double _symmetric;

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Mean absolute error; NaN where there is no point.</summary>
    public readonly double MeanAbsolute => _absolute / Count;

    /// <summary>Mean squared error; NaN where there is no point.</summary>
    public readonly double MeanSquared => _squared / Count;

    /// <summary>The mean absolute error as a measure.</summary>
    public readonly Score Absolute => new("mae", "MAE", MeanAbsolute, ScoreFormat.Unit)
    {
        Help = "Mean absolute error, in the unit of the target.",
    };

    /// <summary>The root of the mean squared error as a measure.</summary>
    public readonly Score Rooted => new("rmse", "RMSE", Math.Sqrt(MeanSquared), ScoreFormat.Unit)
    {
        Help = "Root of the mean squared error: like the MAE, but a few large errors weigh more.",
    };

    /// <summary>The mean absolute percentage error as a measure; NaN where a true value is zero.</summary>
    public readonly Score Percentage => new("mape", "MAPE", _percentage / Count, ScoreFormat.Percent)
    {
        Help = "Mean of the absolute error as a share of the true value; not defined where a true value is zero.",
    };

    /// <summary>Symmetric mean absolute percentage error.</summary>
    public readonly double MeanSymmetricPercentage => _symmetric / Count;

    /// <summary>The sums of some points.</summary>
    /// <param name="actual">The true values.</param>
    /// <param name="predicted">The predictions, as many.</param>
    public static ErrorSums Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ErrorSums sums = default;
        for (int i = 0; i < actual.Length; i++)
        {
            sums.Add(actual[i], predicted[i]);
        }

        return sums;
    }

    /// <summary>Adds a point.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="predicted">The prediction.</param>
    public void Add(double actual, double predicted)
    {
        double error = predicted - actual;
        _absolute += Math.Abs(error);
        _squared += error * error;
        _percentage += MeanAbsolutePercentageError.Term(predicted, actual);
        _symmetric += SymmetricMeanAbsolutePercentageError.Term(predicted, actual);
        Count++;
    }

    /// <summary>Adds the points of other sums.</summary>
    /// <param name="other">The other sums.</param>
    public void Add(ErrorSums other)
    {
        _absolute += other._absolute;
        _squared += other._squared;
        _percentage += other._percentage;
        _symmetric += other._symmetric;
        Count += other.Count;
    }
}
