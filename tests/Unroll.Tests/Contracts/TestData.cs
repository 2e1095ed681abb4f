namespace Unroll.Tests.Contracts;

/// <summary>Small problems that a network can learn.</summary>
internal static class TestData
{
    /// <summary>Standard normal sequences.</summary>
    public static float[,,] Sequences(int samples, int timesteps, int features, ulong seed = 3)
    {
        var random = new RandomStream(seed);
        var values = new float[samples, timesteps, features];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    values[sample, t, feature] = (float)random.NextNormal();
                }
            }
        }

        return values;
    }

    /// <summary>
    /// The mean of each sequence, at each of its first <paramref name="outputs"/> features (again from the first one where there are
    /// fewer).
    /// </summary>
    public static float[,] Means(float[,,] sequences, int outputs = 1)
    {
        int timesteps = sequences.GetLength(1);
        int features = sequences.GetLength(2);
        var means = new float[sequences.GetLength(0), outputs];
        for (int sample = 0; sample < means.GetLength(0); sample++)
        {
            for (int output = 0; output < outputs; output++)
            {
                for (int t = 0; t < timesteps; t++)
                {
                    means[sample, output] += sequences[sample, t, output % features] / timesteps;
                }
            }
        }

        return means;
    }

    /// <summary>The last timesteps alone, as vectors.</summary>
    public static float[,] Vectors(float[,,] sequences)
    {
        int last = sequences.GetLength(1) - 1;
        var vectors = new float[sequences.GetLength(0), sequences.GetLength(2)];
        for (int sample = 0; sample < vectors.GetLength(0); sample++)
        {
            for (int feature = 0; feature < vectors.GetLength(1); feature++)
            {
                vectors[sample, feature] = sequences[sample, last, feature];
            }
        }

        return vectors;
    }

    public static float[] Flat(Array values)
    {
        var flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, values.Length * sizeof(float));
        return flat;
    }
}
