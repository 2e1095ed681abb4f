using Unroll.Data;
using Unroll.Models;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>Times greedy translations of a prepared batch, each as long as the batch's longest target.</summary>
internal sealed class DecodingTimer : IStepTimer
{
    private readonly EncoderDecoder _translator;
    private readonly SampleSource _pairs;
    private readonly DecodeOptions _options;
    private readonly StepClock _clock = new();

    public DecodingTimer(Workload workload, int threads)
    {
        _translator = Translations.Create(workload);
        _pairs = Translations.Pairs(workload);
        _options = new DecodeOptions { MaxLength = workload.Timesteps, Threads = threads };
    }

    public StepTimes Run(Pace pace)
    {
        _clock.Start(pace);
        do
        {
            _translator.Decode(_pairs, _options);
        }
        while (_clock.Tick());
        return _clock.Stop();
    }

    public void Dispose()
    {
    }
}
