namespace Unroll.Data;

/// <summary>The number of real timesteps of each sample.</summary>
internal sealed class SampleLengths
{
    private readonly int[] _values;

    public SampleLengths(IReadOnlyList<int> values, int count, Shape shape)
    {
        if (!shape.IsSequence)
        {
            throw new ArgumentException($"Lengths are given for inputs of shape {shape}, but only sequences have lengths: leave them out.");
        }

        if (values.Count != count)
        {
            throw new ArgumentException($"There are {CountFormatter.Format(values.Count, "lengths")} for " +
                $"{CountFormatter.Format(count, "samples")}: give one for each.");
        }

        for (int i = 0; i < count; i++)
        {
            if (values[i] < 0 || values[i] > shape.Timesteps)
            {
                throw new ArgumentException(
                    $"The length of sample {i} is {values[i]}, but the sequences have " +
                    $"{CountFormatter.Format(shape.Timesteps, "timesteps")}: give 0 to "
                    + $"{shape.Timesteps}.");
            }
        }

        _values = [.. values];
    }

    public IReadOnlyList<int> Values => _values;

    public void Copy(ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = _values[samples[row]];
        }
    }
}
