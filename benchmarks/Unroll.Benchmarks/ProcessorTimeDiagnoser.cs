using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace Unroll.Benchmarks;

/// <summary>
/// A column with the processor time of all measured iterations, of all threads together: on a machine that other work shares it says more
/// than the elapsed time.
/// </summary>
internal sealed class ProcessorTimeDiagnoser : IDiagnoser
{
    private TimeSpan _start;
    private TimeSpan _taken;

    public IEnumerable<string> Ids => [nameof(ProcessorTimeDiagnoser)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (signal == HostSignal.BeforeActualRun)
        {
            _start = Environment.CpuUsage.TotalTime;
        }
        else if (signal == HostSignal.AfterActualRun)
        {
            _taken = Environment.CpuUsage.TotalTime - _start;
        }
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) =>
        [new Metric(ProcessorTime.Instance, _taken.TotalNanoseconds)];

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    private sealed class ProcessorTime : IMetricDescriptor
    {
        public static readonly ProcessorTime Instance = new();

        public string Id => nameof(ProcessorTime);

        public string DisplayName => "Processor time in all";

        public string Legend => "User and system time of all threads, of all measured iterations together";

        public string NumberFormat => "0.##";

        public UnitType UnitType => UnitType.Time;

        public string Unit => "ns";

        public bool TheGreaterTheBetter => false;

        public int PriorityInCategory => 0;

        public bool GetIsAvailable(Metric metric) => true;
    }
}
