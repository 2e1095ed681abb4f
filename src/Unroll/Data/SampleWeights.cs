namespace Unroll.Data;

/// <summary>The weight of each sample, or of each timestep of it.</summary>
internal sealed class SampleWeights
{
    private readonly float[] _values;
    private readonly int _steps;
    private readonly int _timesteps;

    public SampleWeights(IReadOnlyList<float> values, int count, Shape target)
    {
        if (values.Count != count)
        {
            throw new ArgumentException($"There are {CountFormatter.Format(values.Count, "weights")} for " +
                $"{CountFormatter.Format(count, "samples")}: give one for each.");
        }

        _values = [.. values];
        _steps = 1;
        _timesteps = target.Timesteps;
        Check();
    }

    public SampleWeights(float[,] values, int count, Shape target)
    {
        if (values.GetLength(0) != count || values.GetLength(1) != target.Timesteps)
        {
            throw new ArgumentException(
                $"The weights are [{values.GetLength(0)}, {values.GetLength(1)}], but there are " +
                $"{CountFormatter.Format(count, "targets")} of "
                + $"{CountFormatter.Format(target.Timesteps, "timesteps")}: give one for each.");
        }

        _values = [.. values.Cast<float>()];
        _steps = target.Timesteps;
        _timesteps = target.Timesteps;
        Check();
    }

    public void Copy(ReadOnlySpan<int> samples, Span<float> weights)
    {
        for (int t = 0; t < _timesteps; t++)
        {
            for (int row = 0; row < samples.Length; row++)
            {
                weights[(t * samples.Length) + row] = _values[(samples[row] * _steps) + (_steps == 1 ? 0 : t)];
            }
        }
    }

    private void Check()
    {
        int wrong = Array.FindIndex(_values, weight => !(weight >= 0) || !float.IsFinite(weight));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"The weight of sample {wrong / _steps} is {_values[wrong]}: weights must be finite and at least 0.");
        }
    }
}
