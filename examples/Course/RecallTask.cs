namespace Unroll.Course;

/// <summary>Sequences of numbers, one of which is marked: at the end, the marked one is asked for.</summary>
/// <param name="X">[sequences, timesteps, (number, mark)].</param>
/// <param name="Y">The marked number of each.</param>
/// <param name="Marks">The timestep of each mark.</param>
internal sealed record RecallTask(float[,,] X, float[] Y, int[] Marks)
{
    public static RecallTask Create(int sequences, int timesteps, ulong seed)
    {
        RandomStream random = new(seed);
        RecallTask task = new(new float[sequences, timesteps, 2], new float[sequences], new int[sequences]);
        for (int i = 0; i < sequences; i++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                task.X[i, t, 0] = (2 * random.NextSingle()) - 1;
            }

            int mark = random.NextInt32(timesteps / 2);
            task.X[i, mark, 1] = 1;
            (task.Y[i], task.Marks[i]) = (task.X[i, mark, 0], mark);
        }

        return task;
    }

    /// <summary>One of the sequences.</summary>
    public float[,] Sequence(int index)
    {
        float[,] sequence = new float[X.GetLength(1), 2];
        for (int t = 0; t < sequence.GetLength(0); t++)
        {
            (sequence[t, 0], sequence[t, 1]) = (X[index, t, 0], X[index, t, 1]);
        }

        return sequence;
    }
}
