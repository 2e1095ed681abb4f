namespace Unroll.Tests.Oracles;

/// <summary>Numbers of a batch in double precision, [rows, timesteps, features], row-major: how users see a batch.</summary>
internal sealed record Batch(int Rows, int Timesteps, int Features)
{
    public double[] Data { get; init; } = new double[Rows * Timesteps * Features];

    public double this[int row, int timestep, int feature]
    {
        get => Data[(((row * Timesteps) + timestep) * Features) + feature];
        set => Data[(((row * Timesteps) + timestep) * Features) + feature] = value;
    }

    public static Batch Of(ReadOnlySpan<float> values, int rows, int timesteps, int features)
    {
        var batch = new Batch(rows, timesteps, features);
        Assert.Equal(batch.Data.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            batch.Data[i] = values[i];
        }

        return batch;
    }

    /// <summary>The last timestep alone.</summary>
    public Batch Last()
    {
        var last = new Batch(Rows, 1, Features);
        for (int row = 0; row < Rows; row++)
        {
            for (int feature = 0; feature < Features; feature++)
            {
                last[row, 0, feature] = this[row, Timesteps - 1, feature];
            }
        }

        return last;
    }
}
