namespace Unroll.Analysis.StateSpace;

/// <summary>
/// What a filter keeps of its way over a series, so that the derivatives of its likelihood can be computed back along it; used again and
/// again, since a search goes over the series some hundred times.
/// </summary>
/// <param name="count">The number of observations.</param>
internal sealed class FilterTrace(int count)
{
    private readonly List<TraceStep> _kept = [];
    private TraceStep? _last;
    private int _used;

    /// <summary>Whether the states are kept, too, which derivatives by a transition need.</summary>
    public bool HasStates { get; set; }

    /// <summary>The innovation of each time; NaN where the observation is missing.</summary>
    public double[] Innovations { get; } = new double[count];

    /// <summary>The weights of each time; those of steady times are one object.</summary>
    public TraceStep[] Steps { get; } = new TraceStep[count];

    /// <summary>The states after each observation, one row after another; empty where they are not kept.</summary>
    public double[] Means { get; private set; } = [];

    /// <summary>Begins anew.</summary>
    /// <param name="states">The number of states.</param>
    public void Clear(int states)
    {
        (_last, _used) = (null, 0);
        if (HasStates && Means.Length != count * states)
        {
            Means = new double[count * states];
        }
    }

    /// <summary>Keeps a time whose observation was taken in, before the filter goes on.</summary>
    public void Keep(int time, KalmanRecursion recursion)
    {
        Innovations[time] = recursion.Innovation;
        Steps[time] = _last = recursion.IsSteady && _last is { IsSteady: true } ? _last : Next(recursion);
        if (HasStates)
        {
            recursion.Mean.CopyTo(Means, time * recursion.Mean.Length);
        }
    }

    /// <summary>Keeps a time after a steady one with the same weights, before its observation moves the states.</summary>
    public void KeepSteady(int time, double innovation, double[] predicted)
    {
        (Innovations[time], Steps[time]) = (innovation, _last!);
        for (int i = 0; HasStates && i < predicted.Length; i++)
        {
            Means[(time * predicted.Length) + i] = predicted[i] + (_last!.Gain[i] * innovation);
        }
    }

    private TraceStep Next(KalmanRecursion recursion)
    {
        if (_used == _kept.Count)
        {
            _kept.Add(new TraceStep(recursion.Mean.Length));
        }

        TraceStep step = _kept[_used++];
        step.Set(recursion, HasStates);
        return step;
    }
}
