using Unroll;
using Unroll.Workloads;
using Unroll.Workloads.Growth;
using Unroll.Workloads.Reporting;
using Unroll.Workloads.Table;
using Unroll.Workloads.Throughput;

try
{
    BenchOptions options = BenchOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(BenchOptions.Usage);
        return 0;
    }

    IReadOnlyList<Workload> workloads = WorkloadTable.Select(
        WorkloadTable.Parse(File.ReadAllText(Repository.PathOf("benchmarks", "workloads.json"))), options.Only);
    if (options.CheckOnly)
    {
        return 0;
    }

    if (options.Growth)
    {
        GrowthRun growth = GrowthMeter.Measure(GrowthAxes.All, Console.Error);
        TextWriter output = options.Json ? Console.Error : Console.Out;
        output.WriteLine();
        output.Write(GrowthFormatter.Of(growth));
        foreach (string file in GrowthFiles.Write(growth))
        {
            output.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
        }

        if (options.Json)
        {
            Console.Out.WriteLine(GrowthDocument.Of(growth));
        }

        return 0;
    }

    if (options.Data)
    {
        DataRun data = DataMeter.Measure(options.Peers, Console.Error);
        TextWriter output = options.Json ? Console.Error : Console.Out;
        output.WriteLine();
        output.Write(DataRunFormatter.Of(data));
        string file = ResultsFile.Write(
            Repository.PathOf("benchmarks", "results"),
            ResultsFile.NameOf(data.Machine, data.Date, options.Peers ? "-data" : "-data-part"),
            DataDocument.Of(data));
        output.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
        if (options.Json)
        {
            Console.Out.WriteLine(DataDocument.Of(data));
        }

        return 0;
    }

    Run run = Bench.Execute(options, workloads, Console.Error);
    string path = ResultsFile.Write(Repository.PathOf("benchmarks", "results"), run, options);
    TextWriter readers = options.Json ? Console.Error : Console.Out;
    readers.WriteLine();
    readers.Write(ResultFormatter.Of(run));
    readers.WriteLine();
    readers.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
    if (options.Json)
    {
        Console.Out.WriteLine(ResultDocument.Short(run));
    }

    return 0;
}
catch (InputException exception)
{
    Console.Error.WriteLine($"bench: {exception.Message}");
    return 2;
}
