using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;
using Unroll.Tests.Reproducibility;

namespace Unroll.Tests.Serving;

/// <summary>A call with a shape that was seen before allocates nothing.</summary>
[Collection(AloneCollection.Name)]
public sealed class PredictorAllocationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(50, 1)]
    [InlineData(50, 2)]
    public void Calls_allocate_nothing(int rows, int threads)
    {
        var model = new Sequential(
            new Input(Shape.AnyLength, 2), new Lstm(9, new LstmOptions { ReturnSequences = true }), new Conv1D(4, 3), new Gru(5),
            new Dense(1));
        using var predictor = new Predictor(model, new PredictorOptions { Threads = threads });
        float[] input = PredictorTests.Flat(TestData.Sequences(rows, 6, 2)), output = new float[rows];
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => 3 + (row % 4))];
        Run(20);
        Allocations.AssertNone(() => Run(100));

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                predictor.Predict(input, rows, 6, output);
                predictor.Predict(input, rows, 6, output, lengths);
                predictor.Predict(input.AsSpan(0, 8), output.AsSpan(0, 1));
            }
        }
    }

    [Fact]
    public void Calls_of_graphs_allocate_nothing()
    {
        Signal sequence = Graph.Input(5, 2), vector = Graph.Input(3);
        var graph = new Graph([sequence, vector], [new Dense(2).Apply(new Concatenate().Apply(new Gru(4).Apply(sequence), vector))]);
        using var predictor = new Predictor(graph);
        ReadOnlyMemory<float>[] inputs = [new float[30], new float[9]];
        Memory<float>[] outputs = [new float[6]];
        Run(20);
        Allocations.AssertNone(() => Run(100));

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                predictor.PredictAll(inputs, 3, outputs);
            }
        }
    }

    [Fact]
    public void Steps_of_a_stream_allocate_nothing()
    {
        using var predictor = new Predictor(new Sequential(
            new Input(Shape.AnyLength, 2),
            new TemporalConvolution(4, 3),
            new Lstm(9, new LstmOptions { ReturnSequences = true, Peephole = true }),
            new Gru(5, new GruOptions { ReturnSequences = true }),
            new Lstm(8),
            new Dense(1)));
        StreamingPredictor stream = predictor.CreateStream(3);
        float[] features = [1, 2, 3, 4, 5, 6], output = new float[3], state = new float[stream.StateLength];
        Run(20);
        Allocations.AssertNone(() => Run(200));

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                stream.Step(features, output);
                stream.CopyState(state, 1);
                stream.RestoreState(state, 2);
                stream.Reset(0);
            }
        }
    }
}
