namespace Unroll.Tests.Golden;

/// <summary>A reference tensor, row-major.</summary>
internal sealed record GoldenTensor
{
    public GoldenTensor(int[] shape, float[] data)
    {
        int length = shape.Aggregate(1, (product, size) => product * size);
        if (length != data.Length)
        {
            throw new InvalidDataException(
                $"A golden tensor of shape [{string.Join(", ", shape)}] holds {data.Length} numbers instead of {length}.");
        }

        Shape = shape;
        Data = data;
    }

    public int[] Shape { get; }

    public float[] Data { get; }
}
