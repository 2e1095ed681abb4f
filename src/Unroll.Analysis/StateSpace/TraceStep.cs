namespace Unroll.Analysis.StateSpace;

/// <summary>The weights of one step of a filter, with the covariances after it where they are kept.</summary>
/// <param name="states">The number of states.</param>
internal sealed class TraceStep(int states)
{
    /// <summary>P·z/f, or P∞·z/f∞ where the innovation's variance is infinite.</summary>
    public double[] Gain { get; } = new double[states];

    /// <summary>P·z/f∞ − P∞·z·f/f∞², the part of the gain that is divided by κ, where the innovation's variance is infinite.</summary>
    public double[] SecondGain { get; private set; } = [];

    /// <summary>f, or f∞ where it is infinite.</summary>
    public double Variance { get; private set; }

    /// <summary>Whether an observation was taken in.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Whether the innovation's variance is infinite.</summary>
    public bool IsInfinite { get; private set; }

    /// <summary>Whether the covariance no longer changes.</summary>
    public bool IsSteady { get; private set; }

    /// <summary>Whether some state was diffuse before the observation.</summary>
    public bool WasDiffuse { get; private set; }

    /// <summary>Whether some state is diffuse after the observation.</summary>
    public bool IsDiffuse { get; private set; }

    /// <summary>Whether the observation is part of the log-likelihood.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>P after the observation; empty where it is not kept.</summary>
    public double[] Covariance { get; private set; } = [];

    /// <summary>P∞ after the observation, where it is kept and some state is diffuse.</summary>
    public double[] Infinite { get; private set; } = [];

    /// <summary>Takes over the step that a filter has just taken.</summary>
    /// <param name="recursion">The filter, after the observation.</param>
    /// <param name="hasCovariances">Whether to keep the covariances.</param>
    public void Set(KalmanRecursion recursion, bool hasCovariances)
    {
        IsTaken = !double.IsNaN(recursion.Innovation) && (recursion.Variance > 0 || recursion.InfiniteVariance > 0);
        IsInfinite = IsTaken && recursion.InfiniteVariance > 0;
        Variance = IsInfinite ? recursion.InfiniteVariance : recursion.Variance;
        (IsSteady, IsDiffuse, IsCounted) = (recursion.IsSteady, recursion.IsDiffuse, recursion.IsCounted);
        WasDiffuse = IsDiffuse || IsInfinite;
        if (IsInfinite)
        {
            SetInfinite(recursion);
        }
        else
        {
            recursion.Gain.CopyTo(Gain, 0);
        }

        if (!hasCovariances)
        {
            return;
        }

        Covariance = Sized(Covariance);
        recursion.Covariance.CopyTo(Covariance, 0);
        if (IsSteady)
        {
            Covariances.Filter(Covariance, recursion.Gain, recursion.Cross);
        }

        if (IsDiffuse)
        {
            Infinite = Sized(Infinite);
            recursion.Infinite.CopyTo(Infinite, 0);
        }
    }

    /// <summary>The gain as a series in 1/κ (Durbin and Koopman 2012, 5.2.1, before the transition).</summary>
    private void SetInfinite(KalmanRecursion recursion)
    {
        SecondGain = SecondGain.Length == 0 ? new double[states] : SecondGain;
        for (int i = 0; i < states; i++)
        {
            Gain[i] = recursion.InfiniteGain[i] / Variance;
            SecondGain[i] = (recursion.Cross[i] - (Gain[i] * recursion.Variance)) / Variance;
        }
    }

    private double[] Sized(double[] matrix) => matrix.Length == 0 ? new double[states * states] : matrix;
}
