using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A batch that takes long is aborted when its training is stopped; its step is not made.</summary>
public sealed class BatchAbortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_that_does_not_end_is_aborted_and_leaves_the_weights_before_it(int threads)
    {
        using CancellationTokenSource stop = new();
        float[] before = [];
        var slow = new SlowOnce(stop);
        Model model = new Sequential([new Input(Shape.Sequence(3, 1)), slow, new Lstm(4), new Dense(1)]);
        model.Compile(new Adam(), new MeanSquaredError());
        var recorder = new Recorder(slow, () => before = model.GetWeights());

        History history = model.Fit(
            new float[64, 3, 1], new float[64, 1],
            new FitOptions { Epochs = 3, BatchSize = 16, Threads = threads, Callbacks = [recorder], CancellationToken = stop.Token });

        Assert.Equal(StopReason.Cancelled, history.StopReason);
        Assert.Single(history.Epochs);
        Assert.Equal(before, model.GetWeights());
    }

    /// <summary>From the second epoch on, the batch after the first waits until its pass is aborted.</summary>
    private sealed class Recorder(SlowOnce slow, Action record) : Callback
    {
        public override void OnBatchEnd(TrainingContext context)
        {
            if (context.Epoch == 2)
            {
                record();
                slow.Waits = true;
            }
        }
    }

    private sealed class SlowOnce(CancellationTokenSource stop) : UnaryLayer
    {
        public volatile bool Waits;

        public override Shape GetOutputShape(Shape input) => input;

        public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
        {
            if (Waits)
            {
                stop.Cancel();
                context.Cancellation.WaitHandle.WaitOne();
            }

            input.Values.CopyTo(output.Values);
        }

        public override void Backward(
            LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, TimeMajorSpan outputGradient,
            TimeMajorSpan inputGradient, PassContext context) => throw new NotSupportedException();
    }
}
