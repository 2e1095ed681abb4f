using Unroll.Metrics;

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

    /// <summary>Root of the mean squared error.</summary>
    public readonly double RootMeanSquared => Math.Sqrt(_squared / Count);

    /// <summary>Mean absolute percentage error; NaN where a true value is zero.</summary>
    public readonly double MeanPercentage => _percentage / Count;

    /// <summary>Symmetric mean absolute percentage error.</summary>
    public readonly double MeanSymmetricPercentage => _symmetric / Count;

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
