using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using Unroll.Benchmarks;

if (args is ["competition", .. string[] words])
{
    Competition.Run(words);
    return;
}

if (args is ["cold-start", .. string[] options])
{
    ColdStart.Run(options);
    return;
}

// In this process, so that a run needs no build of its own and takes seconds; several iterations stand in for several processes.
ManualConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15)
        .WithIterationTime(TimeInterval.FromMilliseconds(50)))
    .AddDiagnoser(new ProcessorTimeDiagnoser())
    .AddExporter(JsonExporter.Brief);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
