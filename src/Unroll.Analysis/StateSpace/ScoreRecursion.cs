namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The derivatives of a log-likelihood by the states' predicted mean, r, and their variance N, from each time to the one before: that by
/// the predicted covariance is (r·r' − N)/2. With diffuse states both are series in 1/κ, r + r₁/κ and N + N₁/κ (Durbin and Koopman 2012,
/// 5.3).
/// </summary>
internal sealed class ScoreRecursion
{
    private readonly Transition _transition;
    private readonly int _size;
    private readonly double[] _work;
    private readonly double[] _before;
    private double _spread;

    /// <summary>Begins after the last time, where nothing depends on the states any more.</summary>
    public ScoreRecursion(Transition transition)
    {
        (_transition, _size) = (transition, transition.Size);
        (Score, SecondScore, _work) = (new double[_size], new double[_size], new double[_size]);
        (Precision, SecondPrecision, _before) = (new double[_size * _size], new double[_size * _size], new double[_size * _size]);
    }

    /// <summary>r.</summary>
    public double[] Score { get; }

    /// <summary>r₁.</summary>
    public double[] SecondScore { get; }

    /// <summary>N.</summary>
    public double[] Precision { get; }

    /// <summary>N₁.</summary>
    public double[] SecondPrecision { get; }

    /// <summary>Goes back over a time.</summary>
    /// <param name="step">The filter's step at that time.</param>
    /// <param name="innovation">Its innovation.</param>
    /// <param name="observation">z.</param>
    /// <param name="isConstant">Whether N is as it was, so that it stays.</param>
    /// <returns>The derivative by the variance of that observation.</returns>
    public double Step(TraceStep step, double innovation, double[] observation, bool isConstant)
    {
        Pull(Score);
        if (!isConstant)
        {
            Precision.CopyTo(_before, 0);
            _transition.PullBack(Precision);
        }

        if (step.WasDiffuse)
        {
            Pull(SecondScore);
            _transition.PullBack(SecondPrecision);
        }

        return !step.IsTaken ? 0
            : step.IsInfinite ? PassInfinite(step, innovation / step.Variance, observation)
            : Pass(step, innovation / step.Variance, observation, isConstant);
    }

    /// <summary>Whether the last step did not change N but for rounding.</summary>
    public bool IsUnchanged() => Covariances.AreNear(Precision, _before, _size);

    /// <summary>r = T'r + z·(v/f − k'T'r), and N = (I − z·k')·T'N·T·(I − k·z') + z·z'/f.</summary>
    private double Pass(TraceStep step, double scaled, double[] observation, bool isConstant)
    {
        double[] gain = step.Gain;
        double carried = Dot(gain, Score), information = 1 / step.Variance;
        if (!isConstant)
        {
            _spread = Surround(Precision, gain, observation, step.IsCounted ? information : 0);
        }

        if (step.WasDiffuse)
        {
            Transition.AddMultiple(-Dot(gain, SecondScore), observation, SecondScore);
            Surround(SecondPrecision, gain, observation, 0);
        }

        if (step.IsCounted)
        {
            Transition.AddMultiple(scaled - carried, observation, Score);
            return 0.5 * (((scaled - carried) * (scaled - carried)) - information - _spread);
        }

        // The innovation moves the states, but its own part of the likelihood is left out of r and N.
        Transition.AddMultiple(-carried, observation, Score);
        for (int i = 0; i < _size; i++)
        {
            Span<double> row = Precision.AsSpan(i * _size, _size);
            Transition.AddMultiple(-scaled * observation[i], Score, row);
            Transition.AddMultiple(-scaled * Score[i], observation, row);
        }

        return 0.5 * ((carried * carried) - (2 * carried * scaled) - _spread);
    }

    /// <summary>The same with f∞ in place of f, by the gain k + k₁/κ.</summary>
    private double PassInfinite(TraceStep step, double scaled, double[] observation)
    {
        double[] gain = step.Gain, second = step.SecondGain;
        double carried = Dot(gain, Score), carriedSecond = Dot(second, Score);
        Transition.AddMultiple(scaled - Dot(gain, SecondScore) - carriedSecond, observation, SecondScore);
        Transition.AddMultiple(-carried, observation, Score);

        // N₁ takes −z·w' − w·z' with w = (I − z·k')·N·k₁.
        Surround(SecondPrecision, gain, observation, 1 / step.Variance);
        Multiply(Precision, second, _work);
        Transition.AddMultiple(-Dot(gain, _work), observation, _work);
        for (int i = 0; i < _size; i++)
        {
            Span<double> row = SecondPrecision.AsSpan(i * _size, _size);
            Transition.AddMultiple(-observation[i], _work, row);
            Transition.AddMultiple(-_work[i], observation, row);
        }

        double spread = Surround(Precision, gain, observation, 0);
        return 0.5 * ((carried * carried) - spread);
    }

    private void Pull(double[] score)
    {
        _transition.ApplyTransposed(score, _work);
        _work.CopyTo(score, 0);
    }

    /// <summary>(I − z·k')·N·(I − k·z') + z·z' times a factor, in place of N; gives k'N·k.</summary>
    private double Surround(double[] precision, double[] gain, double[] observation, double factor)
    {
        Multiply(precision, gain, _work);
        double spread = Dot(gain, _work);
        for (int i = 0; i < _size; i++)
        {
            Span<double> row = precision.AsSpan(i * _size, _size);
            Transition.AddMultiple(((spread + factor) * observation[i]) - _work[i], observation, row);
            if (observation[i] != 0)
            {
                Transition.AddMultiple(-observation[i], _work, row);
            }
        }

        return spread;
    }

    private void Multiply(double[] matrix, double[] vector, double[] result)
    {
        for (int i = 0; i < _size; i++)
        {
            result[i] = Dot(matrix.AsSpan(i * _size, _size), vector);
        }
    }

    private static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }
}
