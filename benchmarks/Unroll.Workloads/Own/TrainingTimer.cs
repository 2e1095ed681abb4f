using Unroll.Data;
using Unroll.Models;
using Unroll.Training;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>Times training steps as a user makes them: <c>Fit</c>, whose batches a callback counts.</summary>
internal sealed class TrainingTimer : IStepTimer
{
    private const int BatchesPerEpoch = 10_000;

    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly FitOptions _options;
    private readonly StepClock _clock = new();
    private Pace _pace;

    public TrainingTimer(Workload workload, int threads)
    {
        _model = Networks.Create(workload);
        _samples = new RepeatedBatch(Networks.Batch(workload), BatchesPerEpoch);
        _options = new FitOptions
        {
            BatchSize = workload.Batch,
            Epochs = int.MaxValue,
            Shuffle = false,
            Threads = threads,
            Callbacks = [new StepCounter(this)],
        };
    }

    public StepTimes Run(Pace pace)
    {
        _pace = pace;
        _model.Fit(_samples, _options);
        return _clock.Stop();
    }

    public void Dispose()
    {
    }

    private sealed class StepCounter(TrainingTimer timer) : Callback
    {
        private bool _isStarted;

        public override void OnTrainBegin(TrainingContext context) => _isStarted = false;

        // The clock starts with the first batch: what is planned before it is not part of a step.
        public override void OnBatchBegin(TrainingContext context)
        {
            if (!_isStarted)
            {
                _isStarted = true;
                timer._clock.Start(timer._pace);
            }
        }

        public override void OnBatchEnd(TrainingContext context)
        {
            if (!timer._clock.Tick())
            {
                context.Stop(StopReason.Cancelled);
            }
        }
    }
}
