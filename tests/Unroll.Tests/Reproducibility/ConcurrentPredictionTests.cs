using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>A service asks one model from many requests at once, the first ones included.</summary>
public sealed class ConcurrentPredictionTests
{
    [Fact]
    public void First_predictions_from_several_threads_agree()
    {
        float[,,] inputs = TestData.Sequences(12, 4, 2);
        float[] expected = Predict(Create(), inputs);
        for (int repetition = 0; repetition < 60; repetition++)
        {
            Sequential fresh = Create();
            using var start = new Barrier(4);
            var results = new float[4][];
            Thread[] threads = [.. Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                results[i] = Predict(fresh, inputs);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.All(results, result => Assert.Equal(expected, result));
        }
    }

    private static Sequential Create()
    {
        var model = new Sequential(
            new Input(4, 2),
            new Lstm(20, new LstmOptions { ReturnSequences = true }),
            new Gru(20, new GruOptions { ReturnSequences = true }),
            new Gru(20, new GruOptions { ReturnSequences = true, ResetAfter = false }),
            new SimpleRnn(20),
            new Dense(2))
        { Seed = 6 };
        model.Build();
        return model;
    }

    private static float[] Predict(Model model, float[,,] inputs) =>
        [.. model.Predict(new ArraySource(inputs), new PredictOptions { Threads = 1 })];
}
