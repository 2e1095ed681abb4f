using Unroll.Formats;

namespace Unroll.Training;

/// <summary>Arrays of a checkpoint.</summary>
internal static class CheckpointTensors
{
    public static void Add(List<SafetensorsTensor> tensors, string name, ReadOnlySpan<float> values) =>
        tensors.Add(new SafetensorsTensor(name, [values.Length], values.ToArray()));

    /// <summary>The array of a name.</summary>
    /// <exception cref="InputException">There is none of that length, or it is not finite.</exception>
    public static ReadOnlySpan<float> Find(SafetensorsFile file, string name, long length)
    {
        if (!file.TryGetTensor(name, out SafetensorsTensor? tensor))
        {
            throw new InputException($"it has no tensor '{name}'.");
        }

        tensor.RequireFinite("its tensor");

        return tensor.Values.Length == length
            ? tensor.Values.Span
            : throw new InputException($"its tensor '{name}' has {CountFormatter.Format(tensor.Values.Length, "numbers")}, but " +
                $"{length} are needed.");
    }

    /// <summary>Copies the array of a name.</summary>
    /// <exception cref="InputException">There is none of that length, or it is not finite.</exception>
    public static void Copy(SafetensorsFile file, string name, Span<float> values) => Find(file, name, values.Length).CopyTo(values);
}
