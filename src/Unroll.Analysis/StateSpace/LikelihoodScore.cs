namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The derivatives of a log-likelihood by the matrices of its model, all of them by one pass back over the filter's steps (Koopman and
/// Shephard 1992), also where states are diffuse and observations missing.
/// </summary>
internal sealed class LikelihoodScore
{
    private readonly FilterTrace _trace;
    private readonly ScoreEntries _entries;
    private readonly Transition _transition;
    private readonly ScoreRecursion _recursion;
    private readonly int _size;
    private readonly double[] _disturbances;
    private readonly double[] _transitions;
    private readonly int[] _rows;
    private readonly double[][] _products;
    private readonly double[] _column;

    /// <summary>Goes back over a filter's steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trace">The steps of the filter with that model.</param>
    /// <param name="entries">The elements of Q and T to derive by; those of T need the states in the trace.</param>
    public LikelihoodScore(StateSpaceModel model, FilterTrace trace, ScoreEntries entries)
    {
        (_trace, _entries, _size) = (trace, entries, model.StateCount);
        _transition = new Transition(model.TransitionMatrix);
        _recursion = new ScoreRecursion(_transition);
        (_disturbances, _transitions) = (new double[entries.Disturbances.Length], new double[entries.Transitions.Length]);
        _rows = [.. entries.Transitions.Select(entry => entry.Row).Distinct()];
        (_products, _column) = ([.. _rows.Select(_ => new double[_size])], new double[_size]);
        Backwards(model);
    }

    /// <summary>The derivative by h.</summary>
    public double ObservationVariance { get; private set; }

    /// <summary>The derivatives by the elements of Q; those of both triangles are one.</summary>
    public IReadOnlyList<double> Disturbances => _disturbances;

    /// <summary>The derivatives by the elements of T.</summary>
    public IReadOnlyList<double> Transitions => _transitions;

    /// <summary>The derivative by an element of the covariance at the start.</summary>
    public double Initial(int row, int column) =>
        0.5 * ((_recursion.Score[row] * _recursion.Score[column]) - _recursion.Precision[(row * _size) + column]);

    private void Backwards(StateSpaceModel model)
    {
        double[] observation = [.. model.Observation];
        TraceStep? last = null;
        bool isConstant = false;
        int end = _trace.Steps.Length - 1;
        for (int t = end; t >= 0; t--)
        {
            TraceStep step = _trace.Steps[t];
            if (step != last)
            {
                Flush(last);
            }

            if (t < end)
            {
                AddDisturbances();
                AddTransitions(t, step);
            }

            foreach ((int state, double[] column) in model.Regressors)
            {
                observation[state] = column[t];
            }

            bool isSame = step.IsSteady && step == last;
            isConstant &= isSame;
            ObservationVariance += _recursion.Step(step, _trace.Innovations[t], observation, isConstant);
            isConstant = isConstant || (isSame && _recursion.IsUnchanged());
            last = step;
        }

        Flush(last);
    }

    private void AddDisturbances()
    {
        double[] score = _recursion.Score, precision = _recursion.Precision;
        for (int k = 0; k < _disturbances.Length; k++)
        {
            (int i, int j) = _entries.Disturbances[k];
            double value = (score[i] * score[j]) - precision[(i * _size) + j];
            _disturbances[k] += i == j ? 0.5 * value : value;
        }
    }

    /// <summary>Adds r·a' + (r·r' − N)·T·P, the last product of which waits for all times of the same P.</summary>
    private void AddTransitions(int time, TraceStep step)
    {
        double[] score = _recursion.Score, second = _recursion.SecondScore;
        for (int k = 0; k < _rows.Length; k++)
        {
            int i = _rows[k];
            Transition.AddMultiple(score[i], score, _products[k]);
            Transition.AddMultiple(-1, _recursion.Precision.AsSpan(i * _size, _size), _products[k]);
        }

        for (int k = 0; k < _transitions.Length; k++)
        {
            (int i, int j) = _entries.Transitions[k];
            _transitions[k] += score[i] * _trace.Means[(time * _size) + j];
            if (step.IsDiffuse)
            {
                // κ·P∞ meets the part of r·r' − N that is divided by κ.
                _transition.Apply(step.Infinite.AsSpan(j * _size, _size), _column);
                for (int m = 0; m < _size; m++)
                {
                    double product = (score[i] * second[m]) + (second[i] * score[m]) - _recursion.SecondPrecision[(i * _size) + m];
                    _transitions[k] += product * _column[m];
                }
            }
        }
    }

    /// <summary>Multiplies what has been added up of r·r' − N by the T·P of those times.</summary>
    private void Flush(TraceStep? step)
    {
        for (int k = 0; step is not null && k < _transitions.Length; k++)
        {
            (int i, int j) = _entries.Transitions[k];
            _transition.Apply(step.Covariance.AsSpan(j * _size, _size), _column);
            double[] product = _products[Array.IndexOf(_rows, i)];
            for (int m = 0; m < _size; m++)
            {
                _transitions[k] += product[m] * _column[m];
            }
        }

        foreach (double[] product in _products)
        {
            Array.Clear(product);
        }
    }
}
