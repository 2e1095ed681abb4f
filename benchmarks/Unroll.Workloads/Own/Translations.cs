using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Workloads.Table;

namespace Unroll.Workloads.Own;

/// <summary>The encoders and decoders of the workloads, and the pairs of texts that they are timed on.</summary>
internal static class Translations
{
    private const float Start = 0;

    /// <summary>Makes a workload's network, compiled with Adam.</summary>
    public static EncoderDecoder Create(Workload workload)
    {
        EncoderDecoder translator = EncoderDecoder.Create(
            Shape.Sequence(workload.Timesteps, 1), 1, workload.Units,
            new EncoderDecoderOptions
            {
                Cell = RecurrentCellKind.Gru,
                Layers = workload.Depth,
                Bidirectional = workload.Bidirectional,
                AttentionHeads = 1,
                ReadoutUnits = workload.Features,
                EmbeddingDimension = workload.Features,
                SourceVocabulary = workload.Vocabulary,
                TargetVocabulary = workload.Classes,
                SparseUpdates = true,
                Seed = 1,
            },
            Start);
        translator.Model.Compile(
            new Adam(0.001f), new SparseCategoricalCrossEntropy(new CrossEntropyOptions { FromLogits = true }));
        translator.Model.Build();
        return translator;
    }

    /// <summary>A batch of pairs of random words; what is behind their lengths is padding.</summary>
    public static SampleSource Pairs(Workload workload)
    {
        RandomStream random = new(3);
        int rows = workload.Batch, timesteps = workload.Timesteps;
        float[,,] x = new float[rows, timesteps, 1], y = new float[rows, timesteps, 1];
        for (int row = 0; row < rows; row++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                (x[row, t, 0], y[row, t, 0]) = (random.NextInt32(workload.Vocabulary), random.NextInt32(workload.Classes));
            }
        }

        int[] all = [.. Enumerable.Range(0, rows)];
        return new ArraySource(x, y) { Lengths = [.. all.Select(row => TranslationBatch.SourceLength(workload, row))] }
            .WithTargetLengths(0, [.. all.Select(row => TranslationBatch.TargetLength(workload, row))]);
    }

    /// <summary>The same as training sees it: with the target one word later as a second input.</summary>
    public static SampleSource Batch(Workload workload) => new TeacherForcingSource(Pairs(workload), Start);
}
