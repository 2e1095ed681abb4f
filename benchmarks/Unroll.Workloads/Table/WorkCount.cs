namespace Unroll.Workloads.Table;

/// <summary>
/// The arithmetic of a step: floating-point operations of its matrix products alone, two for each multiply-add. A training step has the
/// forward products, the gradients of the weights, and the gradients of the hidden states and of the layers' inputs, but not that of the
/// model's input. Gates, losses and the optimizer are not counted: they are time, but no work that a product could be compared by.
/// </summary>
internal static class WorkCount
{
    /// <summary>Floating-point operations of one step or pass over the whole batch.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="mode">Training or inference.</param>
    public static double Operations(Workload workload, RunMode mode)
    {
        double forward = 0, inputGradients = 0;
        foreach (Product product in Products(workload))
        {
            forward += product.Operations;
            inputGradients += product.HasInputGradient ? product.Operations : 0;
        }

        return mode == RunMode.Infer ? forward : (2 * forward) + inputGradients;
    }

    private static IEnumerable<Product> Products(Workload workload) =>
        workload.Layer switch
        {
            LayerKind.Conv1D => Convolutional(workload),
            LayerKind.Translation => Translation(workload),
            _ => Recurrent(workload),
        };

    private static IEnumerable<Product> Recurrent(Workload workload)
    {
        int directions = workload.Bidirectional ? 2 : 1;
        int gates = workload.Layer switch
        {
            LayerKind.Lstm => 4,
            LayerKind.Gru => 3,
            _ => 1,
        };
        double rows = (double)workload.Batch * workload.Timesteps;
        int inputs = workload.Features;
        for (int layer = 0; layer < workload.Depth; layer++)
        {
            for (int direction = 0; direction < directions; direction++)
            {
                yield return new Product(rows, inputs, gates * workload.Units, HasInputGradient: layer > 0);
                yield return new Product(rows, workload.Units, gates * workload.Units, HasInputGradient: true);
            }

            inputs = directions * workload.Units;
        }

        yield return new Product(workload.Batch, inputs, 1, HasInputGradient: true);
    }

    private static IEnumerable<Product> Convolutional(Workload workload)
    {
        int timesteps = workload.Timesteps;
        int inputs = workload.Features;
        for (int layer = 0; layer < workload.Depth; layer++)
        {
            timesteps -= workload.KernelSize - 1;
            yield return new Product(
                (double)workload.Batch * timesteps, workload.KernelSize * inputs, workload.Units, HasInputGradient: layer > 0);
            inputs = workload.Units;
        }

        yield return new Product(workload.Batch, inputs, workload.Classes, HasInputGradient: true);
    }

    /// <summary>Of words alone, not of what pads them; the few products of scores and weights of the attention are not counted.</summary>
    private static IEnumerable<Product> Translation(Workload workload)
    {
        const int Gates = 3;
        int units = workload.Units, embedding = workload.Features;
        double read = TranslationBatch.Sum(workload, TranslationBatch.SourceLength);
        double written = TranslationBatch.Sum(workload, TranslationBatch.TargetLength);
        foreach (double words in (double[])[read, read, written])
        {
            yield return new Product(words, embedding, Gates * units, HasInputGradient: true);
            yield return new Product(words, units, Gates * units, HasInputGradient: true);
        }

        yield return new Product(workload.Batch, 2 * units, units, HasInputGradient: true);
        yield return new Product(read, 2 * units, units, HasInputGradient: true);
        yield return new Product(read, 2 * units, units, HasInputGradient: true);
        yield return new Product(written, units, units, HasInputGradient: true);
        yield return new Product(written, units, units, HasInputGradient: true);
        yield return new Product(written, 2 * units, embedding, HasInputGradient: true);
        yield return new Product(written, embedding, workload.Classes, HasInputGradient: true);
    }

    /// <summary>A product of [rows, inner] by [inner, columns].</summary>
    private readonly record struct Product(double Rows, int Inner, int Columns, bool HasInputGradient)
    {
        public double Operations => 2 * Rows * Inner * Columns;
    }
}
