namespace Unroll.Analysis.StateSpace;

/// <summary>The part of a state space model's vectors and matrices that belongs to one component.</summary>
public sealed class StructuralPart
{
    private readonly int _offset;
    private readonly double[] _observation;
    private readonly double[,] _transition;
    private readonly double[,] _covariance;
    private readonly double[,] _initial;
    private readonly bool[] _diffuse;
    private readonly Dictionary<int, double[]> _regressors;

    internal StructuralPart(
        int offset, double[] observation, double[,] transition, double[,] covariance, double[,] initial, bool[] diffuse,
        Dictionary<int, double[]> regressors)
    {
        (_offset, _observation, _transition, _covariance) = (offset, observation, transition, covariance);
        (_initial, _diffuse, _regressors) = (initial, diffuse, regressors);
    }

    /// <summary>The treatment of states of which nothing is known at the start.</summary>
    internal DiffuseStart Start { get; init; }

    /// <summary>Sets how a state stands in the observations.</summary>
    /// <param name="state">The state, from 0 within the component.</param>
    /// <param name="value">Its factor.</param>
    public void Load(int state, double value) => _observation[_offset + state] = value;

    /// <summary>Sets how a state stands in the next value of another.</summary>
    /// <param name="next">The state at the next time.</param>
    /// <param name="state">The state now.</param>
    /// <param name="value">Its factor.</param>
    public void Carry(int next, int state, double value) => _transition[_offset + next, _offset + state] = value;

    /// <summary>Sets the variance of a state's disturbance.</summary>
    /// <param name="state">The state.</param>
    /// <param name="variance">The variance.</param>
    public void Disturb(int state, double variance) => _covariance[_offset + state, _offset + state] = variance;

    /// <summary>Sets the covariance of two states at the start, which are not diffuse then.</summary>
    /// <param name="first">A state.</param>
    /// <param name="second">The same or another.</param>
    /// <param name="covariance">Their covariance.</param>
    public void Begin(int first, int second, double covariance)
    {
        _diffuse[_offset + first] = _diffuse[_offset + second] = false;
        _initial[_offset + first, _offset + second] = _initial[_offset + second, _offset + first] = covariance;
    }

    /// <summary>Lets a column stand in the observations, of which a state is the coefficient.</summary>
    /// <param name="state">The state.</param>
    /// <param name="column">The column.</param>
    internal void Regress(int state, double[] column) => _regressors[_offset + state] = column;
}
