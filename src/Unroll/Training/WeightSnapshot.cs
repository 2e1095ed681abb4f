using Unroll.Kernels;

namespace Unroll.Training;

/// <summary>A copy of some parameters, to be put back where what follows spoils them.</summary>
/// <param name="parameters">The parameters.</param>
internal sealed class WeightSnapshot(IEnumerable<Parameter> parameters)
{
    private readonly (Parameter Parameter, float[] Values)[] _copies =
        [.. parameters.Select(parameter => (parameter, new float[parameter.Length]))];

    /// <summary>Whether all values of the parameters are finite.</summary>
    public bool IsFinite => Array.TrueForAll(_copies, copy => FiniteNumbers.AreAll(copy.Parameter.Values));

    /// <summary>Copies the values.</summary>
    public void Take()
    {
        foreach ((Parameter parameter, float[] values) in _copies)
        {
            parameter.Values.CopyTo(values);
        }
    }

    /// <summary>Puts the values copied last back.</summary>
    public void PutBack()
    {
        foreach ((Parameter parameter, float[] values) in _copies)
        {
            values.CopyTo(parameter.Values);
            parameter.MarkChanged();
        }
    }
}
