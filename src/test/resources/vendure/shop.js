// A Vendure shop on SQLite, on this machine only. Counts what is asked of its admin interface: GET /asked.
const { bootstrap, DefaultJobQueuePlugin, DefaultSearchPlugin, JobQueueService, LogLevel, DefaultLogger } = require('@vendure/core');

let asked = 0;

bootstrap({
  apiOptions: {
    hostname: '127.0.0.1',
    port: Number(process.env.SHOP_PORT),
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
    middleware: [
      { route: '/admin-api', beforeListen: true, handler: (request, answer, next) => { asked++; next(); } },
      { route: '/asked', beforeListen: true, handler: (request, answer) => answer.json({ asked }) },
    ],
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    superadminCredentials: { identifier: 'superadmin', password: process.env.SHOP_PASSWORD },
    cookieOptions: { secret: process.env.SHOP_PASSWORD },
  },
  dbConnectionOptions: { type: 'better-sqlite3', synchronize: true, database: process.env.SHOP_DATABASE },
  logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
  paymentOptions: { paymentMethodHandlers: [] },
  plugins: [DefaultJobQueuePlugin, DefaultSearchPlugin.init({ bufferUpdates: true })],
}).then(app => app.get(JobQueueService).start());
