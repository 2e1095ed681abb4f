namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Minus the log-likelihood of a structural model by numbers without bounds, with its gradient: matrices are derived by those numbers by
/// differences, which cost next to nothing, and the likelihood by the matrices by one pass back over the series.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="series">The series; NaN where a value is missing.</param>
/// <param name="scale">The variance that variances are relative to.</param>
internal sealed class StructuralObjective(StructuralModel model, double[] series, double scale)
{
    private const double Width = 1e-5;
    private readonly double[] _parameters = new double[model.Parameters.Count];
    private readonly double[] _point = new double[model.Parameters.Count];
    private readonly double[] _shifted = new double[model.Parameters.Count];
    private readonly FilterTrace _trace = new(series.Length);
    private StateSpaceModel? _space;

    /// <summary>The value; infinite where there is none.</summary>
    public double Value(ReadOnlySpan<double> free)
    {
        free.CopyTo(_point);
        _space = Space(free);
        double logLikelihood = LogLikelihood(_space, _trace);
        return double.IsNaN(logLikelihood) ? double.PositiveInfinity : -logLikelihood;
    }

    /// <summary>Writes the gradient at a point.</summary>
    /// <param name="free">The point.</param>
    /// <param name="value">The value there.</param>
    /// <param name="gradient">Where the gradient goes.</param>
    public void Gradient(ReadOnlySpan<double> free, double value, Span<double> gradient)
    {
        // The search comes here from its last trial or from elsewhere: the trace must be of this point.
        if (_space is null || !free.SequenceEqual(_point))
        {
            Value(free);
        }

        StateSpaceModel space = _space!;
        (StateSpaceModel Above, StateSpaceModel Below)[] sides = [.. Enumerable.Range(0, free.Length).Select(Sides)];
        ScoreEntries entries = new(
            Moved(sides, side => side.StateCovariance, isSymmetric: true),
            Moved(sides, side => side.TransitionMatrix, isSymmetric: false));
        if (entries.Transitions.Length > 0 && !_trace.HasStates)
        {
            _trace.HasStates = true;
            Value(_point);
        }

        LikelihoodScore score = new(space, _trace, entries);
        for (int k = 0; k < gradient.Length; k++)
        {
            // Where a component of a user's own moves z, the likelihood itself is taken on both sides.
            (StateSpaceModel above, StateSpaceModel below) = sides[k];
            double slope = above.Observation.AsSpan().SequenceEqual(below.Observation) ? Slope(score, entries, above, below)
                : (LogLikelihood(above) - LogLikelihood(below)) / (2 * Width);
            gradient[k] = double.IsFinite(slope) ? -slope : 0;
        }
    }

    private static double Slope(LikelihoodScore score, ScoreEntries entries, StateSpaceModel above, StateSpaceModel below)
    {
        double sum = score.ObservationVariance * (above.ObservationVariance - below.ObservationVariance);
        foreach (((int i, int j), double slope) in entries.Disturbances.Zip(score.Disturbances))
        {
            sum += slope * (above.StateCovariance[i, j] - below.StateCovariance[i, j]);
        }

        foreach (((int i, int j), double slope) in entries.Transitions.Zip(score.Transitions))
        {
            sum += slope * (above.TransitionMatrix[i, j] - below.TransitionMatrix[i, j]);
        }

        for (int i = 0; i < above.StateCount; i++)
        {
            for (int j = 0; j < above.StateCount; j++)
            {
                double change = above.InitialCovariance[i, j] - below.InitialCovariance[i, j];
                sum += change == 0 ? 0 : score.Initial(i, j) * change;
            }
        }

        return sum / (2 * Width);
    }

    /// <summary>The elements of a matrix that some parameter moves; of a symmetric one those of its lower triangle.</summary>
    private static (int Row, int Column)[] Moved(
        (StateSpaceModel Above, StateSpaceModel Below)[] sides, Func<StateSpaceModel, double[,]> matrix, bool isSymmetric)
    {
        List<(int Row, int Column)> moved = [];
        int size = sides.Length == 0 ? 0 : sides[0].Above.StateCount;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < (isSymmetric ? i + 1 : size); j++)
            {
                if (Array.Exists(sides, side => matrix(side.Above)[i, j] != matrix(side.Below)[i, j]))
                {
                    moved.Add((i, j));
                }
            }
        }

        return [.. moved];
    }

    private (StateSpaceModel Above, StateSpaceModel Below) Sides(int parameter)
    {
        _point.CopyTo(_shifted, 0);
        _shifted[parameter] = _point[parameter] + Width;
        StateSpaceModel above = Space(_shifted);
        _shifted[parameter] = _point[parameter] - Width;
        return (above, Space(_shifted));
    }

    private double LogLikelihood(StateSpaceModel space, FilterTrace? trace = null) =>
        KalmanFilter.Run(new KalmanRecursion(space), series, default, trace);

    private StateSpaceModel Space(ReadOnlySpan<double> free)
    {
        model.Constrain(free, scale, _parameters);
        return model.StateSpace(_parameters);
    }
}
